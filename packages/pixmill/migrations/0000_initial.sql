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
	"settled_at" timestamp with time zone,
	"event_seq" bigint
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
	"description" text,
	"caption" text,
	"tags" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"edited" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"creator" text,
	"creator_url" text,
	"licence" jsonb NOT NULL,
	"licence_rank" integer NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"opt_out" jsonb,
	"measures" jsonb NOT NULL,
	"thumbhash" text NOT NULL,
	"quality_flags" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"ai_status" text DEFAULT 'pending' NOT NULL,
	"ai_error" text,
	"retrieved_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
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
	"name" text,
	"created_by" uuid,
	"request" jsonb,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"config" jsonb NOT NULL,
	"event_seq" bigint DEFAULT 0 NOT NULL,
	"error_code" text,
	"error_detail" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"directory" text,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
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
	"downloaded" integer DEFAULT 0 NOT NULL,
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
CREATE TABLE "api_key_usage" (
	"api_key_id" uuid NOT NULL,
	"day" date NOT NULL,
	"requests" integer DEFAULT 0 NOT NULL,
	"errors" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "api_key_usage_api_key_id_day_pk" PRIMARY KEY("api_key_id","day")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"rate_limit" integer,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "identities_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "login_failures" (
	"subject" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "password_resets" (
	"hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"hash" text PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"full_name" text,
	"password_hash" text,
	"role" text DEFAULT 'user' NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"tokens_valid_from" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "image_analyses" (
	"image_id" uuid NOT NULL,
	"analyser" text NOT NULL,
	"version" integer NOT NULL,
	"result" jsonb,
	"error" text,
	"written" jsonb NOT NULL,
	"finished_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "image_analyses_image_id_analyser_pk" PRIMARY KEY("image_id","analyser")
);
--> statement-breakpoint
CREATE TABLE "image_looks" (
	"image_id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"keys" integer[] NOT NULL,
	"palette" "bytea" NOT NULL,
	"shape" "bytea" NOT NULL,
	"signature" bit(192) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "image_texts" (
	"image_id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"words" "tsvector" NOT NULL,
	"palette" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"project_id" uuid NOT NULL,
	"word" text NOT NULL,
	CONSTRAINT "search_words_project_id_word_pk" PRIMARY KEY("project_id","word")
);
--> statement-breakpoint
CREATE TABLE "activity" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"action" text NOT NULL,
	"resource_type" text NOT NULL,
	"resource_id" uuid,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"address" text,
	"request_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "choices" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "datasets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"job_id" uuid,
	"name" text NOT NULL,
	"description" text,
	"request" jsonb NOT NULL,
	"archive_status" text DEFAULT 'none' NOT NULL,
	"archive_key" text,
	"archive_bytes" bigint,
	"archive_sha256" text,
	"archived_at" timestamp with time zone,
	"error_code" text,
	"error_detail" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"user_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"status" integer,
	"body" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_user_id_key_pk" PRIMARY KEY("user_id","key")
);
--> statement-breakpoint
CREATE TABLE "notification_preferences" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"categories" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"category" text NOT NULL,
	"title" text NOT NULL,
	"message" text NOT NULL,
	"resource_type" text,
	"resource_id" uuid,
	"occurrence" text DEFAULT '' NOT NULL,
	"in_app" boolean DEFAULT true NOT NULL,
	"read_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "validation_results" (
	"validation_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"is_valid" boolean,
	"quality_score" real,
	"issues" jsonb,
	"checked_at" timestamp with time zone,
	CONSTRAINT "validation_results_validation_id_image_id_pk" PRIMARY KEY("validation_id","image_id")
);
--> statement-breakpoint
CREATE TABLE "validations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"job_id" uuid,
	"dataset_id" uuid,
	"level" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"images_count" integer NOT NULL,
	"error_code" text,
	"error_detail" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "project_totals" (
	"project_id" uuid PRIMARY KEY NOT NULL,
	"images" bigint NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL
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
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "searches" ADD CONSTRAINT "searches_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key_usage" ADD CONSTRAINT "api_key_usage_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_analyses" ADD CONSTRAINT "image_analyses_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_looks" ADD CONSTRAINT "image_looks_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_texts" ADD CONSTRAINT "image_texts_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_words" ADD CONSTRAINT "search_words_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_results" ADD CONSTRAINT "validation_results_validation_id_validations_id_fk" FOREIGN KEY ("validation_id") REFERENCES "public"."validations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_results" ADD CONSTRAINT "validation_results_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validations" ADD CONSTRAINT "validations_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validations" ADD CONSTRAINT "validations_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validations" ADD CONSTRAINT "validations_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_totals" ADD CONSTRAINT "project_totals_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "candidates_item" ON "candidates" USING btree ("search_id","source_item_id");--> statement-breakpoint
CREATE INDEX "candidates_chunk" ON "candidates" USING btree ("chunk_id");--> statement-breakpoint
CREATE INDEX "candidates_rank" ON "candidates" USING btree ("search_id","rank");--> statement-breakpoint
CREATE INDEX "candidates_job_outcome" ON "candidates" USING btree ("job_id","outcome");--> statement-breakpoint
CREATE INDEX "candidates_event" ON "candidates" USING btree ("job_id","event_seq") WHERE event_seq is not null;--> statement-breakpoint
CREATE INDEX "candidates_url" ON "candidates" USING btree ("project_id","url_hash");--> statement-breakpoint
CREATE INDEX "candidates_image" ON "candidates" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "candidates_staged" ON "candidates" USING btree ((location->>'sha256')) WHERE outcome is null;--> statement-breakpoint
CREATE INDEX "chunks_job" ON "chunks" USING btree ("job_id","status");--> statement-breakpoint
CREATE INDEX "chunks_search" ON "chunks" USING btree ("search_id");--> statement-breakpoint
CREATE INDEX "duplicate_pairs_duplicate" ON "duplicate_pairs" USING btree ("duplicate_id");--> statement-breakpoint
CREATE INDEX "duplicate_pairs_project" ON "duplicate_pairs" USING btree ("project_id","distance");--> statement-breakpoint
CREATE UNIQUE INDEX "images_bytes" ON "images" USING btree ("project_id","sha256");--> statement-breakpoint
CREATE INDEX "images_sha256" ON "images" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "images_pixels" ON "images" USING btree ("project_id","pixel_hash");--> statement-breakpoint
CREATE INDEX "images_duplicate_of" ON "images" USING btree ("duplicate_of");--> statement-breakpoint
CREATE INDEX "images_label" ON "images" USING btree ("project_id","status","label");--> statement-breakpoint
CREATE INDEX "images_search" ON "images" USING btree ("search_id","status");--> statement-breakpoint
CREATE INDEX "images_created" ON "images" USING btree ("project_id","created_at","id");--> statement-breakpoint
CREATE INDEX "images_job" ON "images" USING btree ("job_id","created_at");--> statement-breakpoint
CREATE INDEX "images_unanalysed" ON "images" USING btree ("project_id","created_at","id") WHERE ai_status in ('pending', 'processing');--> statement-breakpoint
CREATE INDEX "images_near_0" ON "images" USING btree ("project_id",(((phash >> 0) & 65535)::int)) WHERE status = 'kept' and hashable;--> statement-breakpoint
CREATE INDEX "images_near_1" ON "images" USING btree ("project_id",(((phash >> 16) & 65535)::int)) WHERE status = 'kept' and hashable;--> statement-breakpoint
CREATE INDEX "images_near_2" ON "images" USING btree ("project_id",(((phash >> 32) & 65535)::int)) WHERE status = 'kept' and hashable;--> statement-breakpoint
CREATE INDEX "images_near_3" ON "images" USING btree ("project_id",(((phash >> 48) & 65535)::int)) WHERE status = 'kept' and hashable;--> statement-breakpoint
CREATE INDEX "jobs_project" ON "jobs" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "jobs_creator" ON "jobs" USING btree ("created_by","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_name" ON "projects" USING btree ("name") WHERE directory is null and owner_id is null and removed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "projects_directory" ON "projects" USING btree ("directory");--> statement-breakpoint
CREATE INDEX "projects_owner" ON "projects" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_default" ON "projects" USING btree ("owner_id") WHERE is_default;--> statement-breakpoint
CREATE UNIQUE INDEX "searches_position" ON "searches" USING btree ("job_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_user" ON "api_keys" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "identities_user" ON "identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "password_resets_user" ON "password_resets" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "refresh_tokens_session" ON "refresh_tokens" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "image_analyses_version" ON "image_analyses" USING btree ("analyser","version");--> statement-breakpoint
CREATE INDEX "image_looks_keys" ON "image_looks" USING gin ("keys") WITH (gin_pending_list_limit=512);--> statement-breakpoint
CREATE INDEX "image_texts_words" ON "image_texts" USING gin ("words") WITH (gin_pending_list_limit=512);--> statement-breakpoint
CREATE INDEX "activity_user" ON "activity" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "activity_created" ON "activity" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "activity_resource" ON "activity" USING btree ("resource_type","resource_id");--> statement-breakpoint
CREATE INDEX "datasets_owner" ON "datasets" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "datasets_project" ON "datasets" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "datasets_job" ON "datasets" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "datasets_archive" ON "datasets" USING btree ("archive_key");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "notifications_user" ON "notifications" USING btree ("user_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once" ON "notifications" USING btree ("user_id","resource_id","category","title","occurrence");--> statement-breakpoint
CREATE INDEX "validation_results_image" ON "validation_results" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "validation_results_open" ON "validation_results" USING btree ("validation_id","image_id") WHERE checked_at is null;--> statement-breakpoint
CREATE INDEX "validations_owner" ON "validations" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "validations_job" ON "validations" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "validations_dataset" ON "validations" USING btree ("dataset_id");