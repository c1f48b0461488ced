"""Views for people who read the tables themselves, with Datasette or any SQL tool: what was said, by whom, who is who.

A later revision that rebuilds a table that they read drops them before, and makes them again.
"""

from alembic import op

revision = "0006"
down_revision = "0005"

# Statements of current articles, the words first and the keys last.
STATEMENTS_READABLE = """
CREATE VIEW statements_readable AS
SELECT
  articles.published_on AS published,
  statements.speaker,
  statements.speaker_role AS role,
  statements.speaker_country AS country,
  statements.content,
  statements.cue,
  statements.source,
  statements.kind,
  statements.polarity,
  statements.said_start,
  statements.said_end,
  statements.confidence,
  statements.unknown,
  articles.publisher,
  articles.title,
  COALESCE(articles.url, articles.location) AS address,
  statements.id AS statement_id,
  articles.id AS article_id,
  statements.content_spans,
  statements.key,
  statements.article_key,
  statements.speaker_key
FROM statements
JOIN articles ON articles.key = statements.article_key
WHERE articles.current
"""

# The same, by who somebody is across articles, where linking knows.
WHO_SAID_WHAT = """
CREATE VIEW who_said_what AS
SELECT
  linked_entities.name AS who,
  statements.speaker_role AS role,
  articles.published_on AS published,
  statements.content,
  statements.kind,
  statements.polarity,
  statements.confidence,
  articles.publisher,
  articles.title,
  COALESCE(articles.url, articles.location) AS address,
  linked_entities.wikidata,
  linked_entities.id AS linked_id,
  statements.id AS statement_id,
  articles.id AS article_id,
  statements.key,
  statements.article_key
FROM statements
JOIN articles ON articles.key = statements.article_key
JOIN mentions ON mentions.article_key = statements.article_key AND mentions.id = statements.mention_id
JOIN links ON links.article_key = mentions.article_key AND links.entity_id = mentions.entity_id
JOIN linked_entities ON linked_entities.id = links.linked_id
WHERE articles.current
"""

# Who somebody is: each role that articles give, and the days on which the first and last of them were published.
WHO_IS_WHO = """
CREATE VIEW who_is_who AS
SELECT
  linked_entities.name AS who,
  linked_entities.type,
  entity_roles.role,
  entity_roles.country,
  entity_roles.sector,
  MIN(articles.published_on) AS first_published,
  MAX(articles.published_on) AS last_published,
  COUNT(DISTINCT articles.id) AS articles,
  linked_entities.wikidata,
  linked_entities.id AS linked_id
FROM linked_entities
JOIN links ON links.linked_id = linked_entities.id
JOIN articles ON articles.key = links.article_key
JOIN entity_roles ON entity_roles.article_key = links.article_key AND entity_roles.entity_id = links.entity_id
WHERE articles.current
GROUP BY
  linked_entities.id, linked_entities.name, linked_entities.type, linked_entities.wikidata,
  entity_roles.role, entity_roles.country, entity_roles.sector
"""


def upgrade() -> None:
    for view in (STATEMENTS_READABLE, WHO_SAID_WHAT, WHO_IS_WHO):
        op.execute(view)
