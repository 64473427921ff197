-- What search needs besides tables. Written by hand; `npm run db:squash` makes it the last migration.

-- Typing mistakes are found by pg_trgm. It is a trusted extension: whoever may create in the database may install it. Where
-- that is refused, or where it is not shipped, search works without that tolerance.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX search_words_similar ON search_words USING gin (word gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'search without tolerance for typing mistakes: %', SQLERRM;
END
$$;
--> statement-breakpoint
-- One spelling of a text for documents and questions: no accents, no compounds, ideographs and kana as words of their own.
CREATE FUNCTION search_fold(given text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  plain text := translate(left(given, 10000), '-_./\:@+#&=~^<>|*', '                 ');
BEGIN
  IF octet_length(plain) = char_length(plain) OR getdatabaseencoding() <> 'UTF8' THEN
    RETURN plain;
  END IF;
  plain := normalize(regexp_replace(lower(normalize(plain, NFKD)), '[\u0300-\u036f]', '', 'g'), NFKC);
  plain := regexp_replace(plain, '[\u00a0-\u00bf\u00d7\u00f7\u2000-\u206f\u2190-\u2bff\u3000-\u303f\ufe00-\ufe6f\uff00-\uff0f]', ' ', 'g');
  RETURN regexp_replace(plain, '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g');
END
$$;
--> statement-breakpoint
-- Words of a text as they stand and as English stems, with one weight.
CREATE FUNCTION search_words_of(given text, weight "char") RETURNS tsvector LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  plain text;
BEGIN
  IF given IS NULL OR given = '' THEN
    RETURN ''::tsvector;
  END IF;
  plain := search_fold(given);
  RETURN setweight(to_tsvector('pg_catalog.simple', plain) || to_tsvector('pg_catalog.english', plain), weight);
END
$$;
--> statement-breakpoint
-- The strings of a JSON array as one text.
CREATE FUNCTION search_strings(given jsonb) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(given)
    WHEN 'array' THEN (SELECT string_agg(value, ' ') FROM jsonb_array_elements_text(given))
  END
$$;
--> statement-breakpoint
-- What an image is found by. The project is a lexeme too, so that the index looks through the asker's images only.
CREATE FUNCTION search_image_words(image images) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(ARRAY['=' || image.project_id])
    || search_words_of(concat_ws(' ', image.title, image.label, search_strings(image.tags)), 'A')
    || search_words_of(concat_ws(' ', image.description, image.caption, image.measures #>> '{embedded,caption}',
         search_strings(image.measures #> '{embedded,keywords}')), 'B')
    || search_words_of(concat_ws(' ', image.creator, image.query, image.measures #>> '{embedded,creator}'), 'C')
    || search_words_of(regexp_replace(regexp_replace(image.original_name, '\.[[:alnum:]]{2,5}$', ''),
         '([[:lower:]])([[:upper:]])', '\1 \2', 'g'), 'D')
$$;
--> statement-breakpoint
-- The words that typing mistakes are compared with. Numbers and file names are no words.
CREATE FUNCTION search_learn(project uuid, words tsvector[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO search_words (project_id, word)
  SELECT DISTINCT project, word
    FROM unnest(words) AS document, unnest(tsvector_to_array(ts_filter(document, '{a,b,c}'))) AS word
   WHERE length(word) BETWEEN 3 AND 40 AND word !~ '[0-9]'
   ORDER BY word
  ON CONFLICT DO NOTHING
$$;
--> statement-breakpoint
-- Images change after they are written: a better origin of the same bytes, a person's title and tags.
CREATE FUNCTION search_follow_image() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found tsvector := search_image_words(NEW);
BEGIN
  UPDATE image_texts SET words = found WHERE image_id = NEW.id;
  PERFORM search_learn(NEW.project_id, ARRAY[found]);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER images_followed_by_search
AFTER UPDATE OF title, label, tags, description, caption, creator, query, original_name, measures ON images
FOR EACH ROW WHEN (
  (OLD.title, OLD.label, OLD.tags, OLD.description, OLD.caption, OLD.creator, OLD.query, OLD.original_name, OLD.measures -> 'embedded')
  IS DISTINCT FROM
  (NEW.title, NEW.label, NEW.tags, NEW.description, NEW.caption, NEW.creator, NEW.query, NEW.original_name, NEW.measures -> 'embedded')
)
EXECUTE FUNCTION search_follow_image();
--> statement-breakpoint
-- The words most like a given one, nearest first; none where pg_trgm is not installed. `projects` null means all.
CREATE FUNCTION search_similar_words(given text, projects uuid[], most integer)
RETURNS TABLE (word text) LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
    RETURN;
  END IF;
  PERFORM set_config('pg_trgm.similarity_threshold', '0.2', true);
  RETURN QUERY EXECUTE
    'SELECT one.word FROM search_words AS one
      WHERE one.word % $1 AND ($2 IS NULL OR one.project_id = ANY ($2))
        AND abs(length(one.word) - length($1)) <= 3
      GROUP BY one.word ORDER BY similarity(one.word, $1) DESC, one.word LIMIT $3'
    USING given, projects, most;
END
$$;
