-- The store keeps a table for each version of a model: a change of version or size is told of both, so that the old vector
-- goes from where it was.
create or replace function note_vector_changes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into vector_changes (image_id, model, version, dimensions)
    select image_id, model, version, dimensions from gone;
  elsif tg_op = 'UPDATE' then
    insert into vector_changes (image_id, model, version, dimensions)
    select image_id, model, version, dimensions from come
    union
    select image_id, model, version, dimensions from gone;
  else
    insert into vector_changes (image_id, model, version, dimensions)
    select image_id, model, version, dimensions from come;
  end if;
  return null;
end $$;
--> statement-breakpoint
drop trigger image_embeddings_changed on image_embeddings;
--> statement-breakpoint
create trigger image_embeddings_changed after update on image_embeddings
  referencing old table as gone new table as come for each statement execute function note_vector_changes();
--> statement-breakpoint
-- Only kept images are in the store: one that becomes a duplicate leaves it, one that is kept again comes back.
create function note_vectors_of_image() returns trigger language plpgsql as $$
begin
  insert into vector_changes (image_id, model, version, dimensions)
  select image_id, model, version, dimensions from image_embeddings where image_id = new.id;
  return null;
end $$;
--> statement-breakpoint
create trigger images_kept_or_not after update of status on images
  for each row when (old.status is distinct from new.status) execute function note_vectors_of_image();
--> statement-breakpoint
insert into vector_changes (image_id, model, version, dimensions)
select image_id, model, version, dimensions from image_embeddings;
