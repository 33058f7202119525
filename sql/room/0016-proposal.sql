-- A merge that a second facilitator has to confirm is asked for like a second opinion: into which idea; NULL: a question.
ALTER TABLE second_opinion ADD COLUMN into_idea BLOB;
