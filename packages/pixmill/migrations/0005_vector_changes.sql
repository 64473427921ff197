-- What the vector store must be told, in the transaction that changes an embedding: nobody who writes or deletes one, or
-- the image or project above it, can forget it.
create function note_vector_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into vector_changes (image_id, model, dimensions) select image_id, model, dimensions from gone;
  else
    insert into vector_changes (image_id, model, dimensions) select image_id, model, dimensions from come;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger image_embeddings_came after insert on image_embeddings
  referencing new table as come for each statement execute function note_vector_changes();
--> statement-breakpoint
create trigger image_embeddings_changed after update on image_embeddings
  referencing new table as come for each statement execute function note_vector_changes();
--> statement-breakpoint
create trigger image_embeddings_gone after delete on image_embeddings
  referencing old table as gone for each statement execute function note_vector_changes();
