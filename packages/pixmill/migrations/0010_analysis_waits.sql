DROP INDEX "images_unanalysed";--> statement-breakpoint
ALTER TABLE "images" ADD COLUMN "ai_resume_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "images" ADD COLUMN "ai_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "images_unanalysed" ON "images" USING btree ("project_id","ai_resume_at","created_at","id") WHERE ai_status in ('pending', 'processing');