-- How many images a project has, and a number that every change of them makes another, kept in the transactions that change
-- them: a list says its total without counting, and whether it still holds without being read again. The row of the project
-- is locked by this; whoever changes images holds the lock of their project before (library/project-lock.ts).
CREATE FUNCTION count_added_images() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO project_totals (project_id, images)
  SELECT project_id, count(*) FROM added GROUP BY project_id ORDER BY project_id
  ON CONFLICT (project_id) DO UPDATE
    SET images = project_totals.images + excluded.images, revision = project_totals.revision + 1;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION count_removed_images() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE project_totals SET images = project_totals.images - gone.images, revision = project_totals.revision + 1
  FROM (SELECT project_id, count(*) AS images FROM removed GROUP BY project_id) AS gone
  WHERE project_totals.project_id = gone.project_id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION note_changed_images() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE project_totals SET revision = revision + 1 WHERE project_id IN (SELECT project_id FROM changed);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER images_added AFTER INSERT ON images
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_added_images();
--> statement-breakpoint
CREATE TRIGGER images_removed AFTER DELETE ON images
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_removed_images();
--> statement-breakpoint
CREATE TRIGGER images_changed AFTER UPDATE ON images
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_changed_images();
