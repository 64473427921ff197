CREATE TABLE "image_embeddings" (
	"image_id" uuid NOT NULL,
	"model" text NOT NULL,
	"version" integer NOT NULL,
	"project_id" uuid NOT NULL,
	"dimensions" smallint NOT NULL,
	"vector" "bytea" NOT NULL,
	CONSTRAINT "image_embeddings_image_id_model_pk" PRIMARY KEY("image_id","model")
);
--> statement-breakpoint
CREATE TABLE "vector_changes" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"image_id" uuid NOT NULL,
	"model" text NOT NULL,
	"dimensions" smallint NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "analyzers" jsonb;--> statement-breakpoint
ALTER TABLE "image_embeddings" ADD CONSTRAINT "image_embeddings_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "image_embeddings_project" ON "image_embeddings" USING btree ("project_id","model","image_id");