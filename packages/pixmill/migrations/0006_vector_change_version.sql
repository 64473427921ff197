-- Noted anew, with versions, by the next migration.
TRUNCATE "vector_changes";
--> statement-breakpoint
ALTER TABLE "vector_changes" ADD COLUMN "version" integer NOT NULL;
