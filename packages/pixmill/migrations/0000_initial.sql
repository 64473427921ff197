CREATE TABLE "blobs" (
	"sha256" text PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"content_type" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "candidates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"search_id" uuid NOT NULL,
	"chunk_id" uuid,
	"rank" integer NOT NULL,
	"source_item_id" text NOT NULL,
	"url_hash" uuid,
	"label" text,
	"location" jsonb NOT NULL,
	"candidate" jsonb NOT NULL,
	"outcome" text,
	"code" text,
	"detail" text,
	"http_status" integer,
	"attempts" integer DEFAULT 0 NOT NULL,
	"deferrals" integer DEFAULT 0 NOT NULL,
	"worker_deaths" integer DEFAULT 0 NOT NULL,
	"image_id" uuid,
	"opt_out" jsonb,
	"measures" jsonb,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "chunks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job_id" uuid NOT NULL,
	"search_id" uuid NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "duplicate_pairs" (
	"project_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"duplicate_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"distance" integer NOT NULL,
	"decision" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "duplicate_pairs_image_id_duplicate_id_pk" PRIMARY KEY("image_id","duplicate_id")
);
--> statement-breakpoint
CREATE TABLE "images" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"candidate_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"search_id" uuid NOT NULL,
	"seen_order" bigint NOT NULL,
	"status" text NOT NULL,
	"duplicate_of" uuid,
	"sha256" text NOT NULL,
	"pixel_hash" text NOT NULL,
	"phash" bigint NOT NULL,
	"dhash" bigint NOT NULL,
	"hashable" boolean NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"bytes" bigint NOT NULL,
	"format" text NOT NULL,
	"label" text,
	"source" text NOT NULL,
	"query" text NOT NULL,
	"source_url" text,
	"page_url" text,
	"original_name" text,
	"title" text,
	"caption" text,
	"tags" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"creator" text,
	"creator_url" text,
	"licence" jsonb NOT NULL,
	"licence_rank" integer NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"opt_out" jsonb,
	"measures" jsonb NOT NULL,
	"thumbhash" text NOT NULL,
	"quality_flags" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"retrieved_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"config" jsonb NOT NULL,
	"error_code" text,
	"error_detail" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"directory" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "searches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"source" text NOT NULL,
	"query" text NOT NULL,
	"label" text,
	"target_group" integer NOT NULL,
	"target" integer,
	"cursor" jsonb,
	"pages" integer DEFAULT 0 NOT NULL,
	"discovered" integer DEFAULT 0 NOT NULL,
	"kept" integer DEFAULT 0 NOT NULL,
	"duplicate" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"dry" boolean DEFAULT false NOT NULL,
	"notices" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error_code" text,
	"error_detail" text
);
--> statement-breakpoint
CREATE TABLE "source_requests" (
	"source" text NOT NULL,
	"day" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "source_requests_source_day_pk" PRIMARY KEY("source","day")
);
--> statement-breakpoint
CREATE TABLE "queue_claims" (
	"job_id" uuid PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"attempt" integer NOT NULL,
	"worker_id" bigint NOT NULL,
	"process" text NOT NULL,
	"claimed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_search_id_searches_id_fk" FOREIGN KEY ("search_id") REFERENCES "public"."searches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_chunk_id_chunks_id_fk" FOREIGN KEY ("chunk_id") REFERENCES "public"."chunks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_search_id_searches_id_fk" FOREIGN KEY ("search_id") REFERENCES "public"."searches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_pairs" ADD CONSTRAINT "duplicate_pairs_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_pairs" ADD CONSTRAINT "duplicate_pairs_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_pairs" ADD CONSTRAINT "duplicate_pairs_duplicate_id_images_id_fk" FOREIGN KEY ("duplicate_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "images" ADD CONSTRAINT "images_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "images" ADD CONSTRAINT "images_sha256_blobs_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."blobs"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "searches" ADD CONSTRAINT "searches_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "candidates_item" ON "candidates" USING btree ("search_id","source_item_id");--> statement-breakpoint
CREATE INDEX "candidates_chunk" ON "candidates" USING btree ("chunk_id");--> statement-breakpoint
CREATE INDEX "candidates_rank" ON "candidates" USING btree ("search_id","rank");--> statement-breakpoint
CREATE INDEX "candidates_job_outcome" ON "candidates" USING btree ("job_id","outcome");--> statement-breakpoint
CREATE INDEX "candidates_url" ON "candidates" USING btree ("project_id","url_hash");--> statement-breakpoint
CREATE INDEX "candidates_image" ON "candidates" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "candidates_staged" ON "candidates" USING btree ((location->>'sha256')) WHERE outcome is null;--> statement-breakpoint
CREATE INDEX "chunks_job" ON "chunks" USING btree ("job_id","status");--> statement-breakpoint
CREATE INDEX "duplicate_pairs_duplicate" ON "duplicate_pairs" USING btree ("duplicate_id");--> statement-breakpoint
CREATE INDEX "duplicate_pairs_project" ON "duplicate_pairs" USING btree ("project_id","distance");--> statement-breakpoint
CREATE UNIQUE INDEX "images_bytes" ON "images" USING btree ("project_id","sha256");--> statement-breakpoint
CREATE INDEX "images_sha256" ON "images" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "images_pixels" ON "images" USING btree ("project_id","pixel_hash");--> statement-breakpoint
CREATE INDEX "images_duplicate_of" ON "images" USING btree ("duplicate_of");--> statement-breakpoint
CREATE INDEX "images_label" ON "images" USING btree ("project_id","status","label");--> statement-breakpoint
CREATE INDEX "images_search" ON "images" USING btree ("search_id","status");--> statement-breakpoint
CREATE INDEX "images_near_0" ON "images" USING btree ("project_id",(((phash >> 0) & 65535)::int)) WHERE status = 'kept' and hashable;--> statement-breakpoint
CREATE INDEX "images_near_1" ON "images" USING btree ("project_id",(((phash >> 16) & 65535)::int)) WHERE status = 'kept' and hashable;--> statement-breakpoint
CREATE INDEX "images_near_2" ON "images" USING btree ("project_id",(((phash >> 32) & 65535)::int)) WHERE status = 'kept' and hashable;--> statement-breakpoint
CREATE INDEX "images_near_3" ON "images" USING btree ("project_id",(((phash >> 48) & 65535)::int)) WHERE status = 'kept' and hashable;--> statement-breakpoint
CREATE INDEX "jobs_project" ON "jobs" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_name" ON "projects" USING btree ("name") WHERE directory is null;--> statement-breakpoint
CREATE UNIQUE INDEX "projects_directory" ON "projects" USING btree ("directory");--> statement-breakpoint
CREATE UNIQUE INDEX "searches_position" ON "searches" USING btree ("job_id","position");