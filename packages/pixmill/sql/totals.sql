-- How many images a project has, kept in the transactions that change it: a list says its total without counting.
CREATE FUNCTION count_added_images() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO project_totals (project_id, images)
  SELECT project_id, count(*) FROM added GROUP BY project_id ORDER BY project_id
  ON CONFLICT (project_id) DO UPDATE SET images = project_totals.images + excluded.images;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION count_removed_images() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE project_totals SET images = project_totals.images - gone.images
  FROM (SELECT project_id, count(*) AS images FROM removed GROUP BY project_id) AS gone
  WHERE project_totals.project_id = gone.project_id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER images_added AFTER INSERT ON images
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_added_images();
--> statement-breakpoint
CREATE TRIGGER images_removed AFTER DELETE ON images
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_removed_images();
