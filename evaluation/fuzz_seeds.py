"""What the fuzzer starts from: feeds, pages put together by chance, pieces that parsers stumble over. All of it is invented."""

from __future__ import annotations

import json
import random

_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

FEEDS = (
    f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Quill</title><link>https://news.example/</link>
{
        "".join(
            f'''<item><title>Harbour opens &amp; closes {n}</title><link>https://news.example/a/{n}?utm_source=rss</link>
<guid isPermaLink="false">id-{n}</guid><dc:creator>Ada Obi</dc:creator><pubDate>Tue, 27 Feb 2024 1{n}:00:00 +0100</pubDate>
<description><![CDATA[<p>The harbour <b>will</b> open.</p>]]></description></item>'''
            for n in range(6)
        )
    }</channel></rss>""",
    """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">The &lt;b&gt;Quill&lt;/b&gt;</title><id>urn:1</id>
<entry><title>Harbour opens</title><link rel="alternate" href="/a"/><id>tag:1</id><published>2024-02-27T10:00:00Z</published>
<updated>2024-02-28T10:00:00+02:00</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Yes</div></content>
</entry><entry><title/><link href="https://news.example/b"/></entry></feed>""",
    """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://news.example/"><title>The Quill</title></channel>
<item rdf:about="https://news.example/a"><title>Harbour opens</title><link>https://news.example/a</link></item></rdf:RDF>""",
    json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "The Quill",
            "items": [{"id": str(n), "url": f"/a/{n}", "title": "T", "date_published": "2024-02-27T10:00:00Z"} for n in range(5)],
        }
    ),
    f"""<urlset xmlns="{_SITEMAP}" xmlns:n="{_NEWS}"><url><loc> https://news.example/a </loc><n:news><n:publication>
<n:name>The Quill</n:name><n:language>en</n:language></n:publication><n:publication_date>2024-02-27</n:publication_date>
<n:title>Harbour opens</n:title></n:news></url><url><loc>/b</loc><lastmod>2024-02-27</lastmod></url></urlset>""",
    f"""<sitemapindex xmlns="{_SITEMAP}"><sitemap><loc>https://news.example/s.xml.gz</loc></sitemap></sitemapindex>""",
    """<opml version="2.0"><head><title>Mine</title></head><body><outline text="News"><outline type="rss" text="The Quill"
xmlUrl="https://news.example/rss"/></outline><outline text="x"/></body></opml>""",
)

_SENTENCES = (
    "The harbour bridge will close for six weeks from April, Transport Minister Mira Sandoval said on Tuesday.",
    "“We looked at every other way of doing this,” Sandoval told reporters in the town hall.",
    "Tomas Reyes, who sells fishing tackle at the north end, said that nobody had been asked.",
    "MIRA SANDOVAL: There is none that is safe, and we have looked.",
    "Nobody read the report (which was long).",
    "PORT ELLEN, March 5 (Example Press) — The works were put off twice.",
    "Read also: Ferry fares to rise in May",
    "Get the news of the islands in your inbox every morning.",
    "We and our partners use cookies to store information on your device.",
    "9:05 p.m.",
    "By Ada Obi and Jon Lund, Example News",
    "Updated March 6, 2024 at 9:05 a.m. GMT",
    "Subscribe to continue reading this article…",
    "桥将关闭六周，部长周二表示。",
    "\u202eright to left\u202c and a z\u0335\u0322a\u0338lgo",
)
_BLOCKS = (
    "p",
    "p",
    "p",
    "p",
    "div",
    "li",
    "h2",
    "h3",
    "blockquote",
    "td",
    "section",
    "figcaption",
    "aside",
    "br",
    "hr",
    "article",
    "time",
)
_NAMES = (
    "story-text", "article-body", "related", "newsletter-signup", "cookie-banner", "pull-quote", "live-blog", "post", "comments",
    "sidebar", "byline author", "caption", "paywall", "tooltip", "share-bar", "entry", "standfirst", "timestamp",
)  # fmt: skip
_TIMES = (
    "2024-03-05T16:20:00+01:00",
    "2024-03-05",
    "20240305",
    "1709650800",
    "99999-99-99",
    "Tue, 05 Mar 2024 16:20:00 GMT",
    "x",
)

TOKENS = (
    "\x00",
    "\x1f",
    "\u2028",
    "\ufeff",
    "\ufffd",
    "\ud800",
    "\u202e",
    "&#0;",
    "&#55296;",
    "&#x110000;",
    "&nbsp;",
    "&lt;",
    "&",
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml",
    "<!DOCTYPE",
    "<!ENTITY a 'b'>",
    "&a;",
    '"',
    "'",
    "=",
    "<script>",
    "</p>",
    "<p>",
    "<br>",
    "<br><br>",
    "<hr>",
    "<svg>",
    "<math>",
    "<template>",
    "<noscript>",
    "<iframe>",
    "<textarea>",
    "<plaintext>",
    "<title>",
    "</body>",
    "<base href='//[bad'>",
    "<a href='//[bad'>",
    "<link rel=canonical href='http://[::1'>",
    "<meta property='article:published_time' content='99999-99-99'>",
    "<meta charset=utf-16>",
    "<meta charset=utf-7>",
    "<time datetime='2024-02-27T10:00+99:00'>",
    "<h1>A headline of some kind</h1>",
    "<div class='live-blog post'>",
    "<td>",
    "<tr>",
    '<script type="application/ld+json">{"@type":"Article","headline":[1],"author":[null,7],"datePublished":5}</script>',
    '<script type="application/ld+json">{"@type":"LiveBlogPosting","liveBlogUpdate":[{"datePublished":9}]}</script>',
    "[" * 3000,
    "{" * 3000,
    "<div>" * 3000,
    "((((((((((" * 30,
    "a" * 20_000,
    " " * 20_000,
    "\n" * 5000,
    "<b>" * 2000,
    "“" * 500,
    "2024-" * 500,
    "By " * 900,
    "A.B." * 900,
    "1" * 5000,
    "9" * 400 + ":" + "9" * 400,
    "://" * 800,
    "' " * 900,
    "A, " * 2000,
    "---\ntitle: x\n---\n",
    "# " * 400,
    "![](" * 400,
    "KYIV, " * 300,
    "| " * 900,
    "- - - " * 300,
    "http://" + "a." * 900 + "example",
)


def generated_page(chance: random.Random) -> str:
    """A page of some blocks, with what pages say about themselves in several ways."""
    item = {
        "@context": "https://schema.org",
        "@type": chance.choice(("NewsArticle", "LiveBlogPosting", "WebPage", "Event", "")),
        "headline": "Harbour Bridge Will Close for Repairs",
        "datePublished": chance.choice(_TIMES),
        "dateModified": chance.choice(_TIMES),
        "author": chance.choice(({"name": "Ada Obi"}, [{"name": "Ada Obi"}, "Jon Lund"], "Ada Obi", None, 7, {"@id": "#a"})),
        "articleSection": chance.choice(("Islands", ["Islands", 3], {}, None)),
        "isAccessibleForFree": chance.choice((True, False, "False", None)),
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": f"Entry {n}", "datePublished": chance.choice(_TIMES)} for n in range(3)
        ],
    }
    metas = "".join(
        f'<meta {chance.choice(("name", "property", "itemprop"))}="{name}" content="{chance.choice((*_TIMES, *_SENTENCES))}">'
        for name in chance.sample(
            ("article:published_time", "article:modified_time", "author", "og:title", "description", "date"), 3
        )
    )
    body = "".join(_block(chance, 0) for _ in range(chance.choice((3, 8, 25))))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour Bridge Will Close | Example News</title>
<script type="application/ld+json">{json.dumps({"@graph": [item]} if chance.random() < 0.5 else item)}</script>{metas}</head>
<body><nav><a href="/">Home</a></nav><article><h1>Harbour Bridge Will Close for Repairs</h1>{body}</article>
<footer><p>© 2024 Example News. All rights reserved.</p></footer></body></html>"""


def _block(chance: random.Random, depth: int) -> str:
    tag = chance.choice(_BLOCKS)
    attribute = f' class="{chance.choice(_NAMES)}"' if chance.random() < 0.35 else ""
    if tag == "time":
        attribute += f' datetime="{chance.choice(_TIMES)}"'
    if depth < 4 and chance.random() < 0.25:
        inside = "".join(_block(chance, depth + 1) for _ in range(chance.randrange(1, 5)))
    else:
        inside = " ".join(chance.choice(_SENTENCES) for _ in range(chance.randrange(1, 5)))
        inside = f'<a href="/x">{inside}</a>' if chance.random() < 0.1 else inside
    return f"<{tag}{attribute}>{inside}</{tag}>"
