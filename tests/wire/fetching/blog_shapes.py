"""Pages in the forms of the blogs that Korean developers read, written for these tests."""

# ruff: noqa: E501 - pages are written as servers write them

from datetime import UTC, datetime

from tests.wire.fetching.shapes import CACHE, ENGLISH, LESSON, RESULT, Shape, page

TISTORY = Shape(
    name="Tistory",
    host="dev-minsu.tistory.com",
    path="/42",
    content=page(
        """<meta charset="utf-8"><title>캐시를 넣기 전에 :: 민수의 개발 노트</title>
        <link rel="canonical" href="https://dev-minsu.tistory.com/42">
        <meta property="og:title" content="캐시를 넣기 전에"><meta property="og:site_name" content="민수의 개발 노트">
        <meta property="og:type" content="article"><meta property="og:article:author" content="민수">
        <meta property="og:image" content="https://img1.daumcdn.net/thumb/R800x0/?fname=a.png">
        <meta property="article:published_time" content="2024-03-05T09:30:00+09:00"><meta name="by" content="민수">
        <meta property="og:regDate" content="20240305093000"><meta property="dg:plink" content="https://dev-minsu.tistory.com/42">
        <script type="application/ld+json">{"@context":"http://schema.org","@type":"BlogPosting",
        "mainEntityOfPage":{"@id":"https://dev-minsu.tistory.com/42","name":null},"headline":"캐시를 넣기 전에",
        "author":{"@type":"Person","name":"민수"},"publisher":{"@type":"Organization","name":"TISTORY"},
        "datePublished":"2024-03-05T09:30:00+09:00","image":["https://img1.daumcdn.net/thumb/R800x0/?fname=a.png"]}</script>""",
        f"""<div id="header"><nav><a href="/category">분류 전체보기</a></nav></div>
        <div class="hgroup"><h1>캐시를 넣기 전에</h1><div class="post-meta">
        <span class="author">민수</span><span class="date">2024. 3. 5. 09:30</span></div></div>
        <div class="entry-content"><div class="tt_article_useless_p_margin contents_style"><h2>무엇이 느렸나</h2><p>{CACHE}</p>
        <p data-ke-size="size16">{RESULT}</p><pre data-ke-language="python"><code class="language-python">def cached(key):
    return redis.get(key)

print(cached("list"))</code></pre><p>{LESSON}</p></div>
        <div class="container_postbtn">공감 저작자표시</div>
        <div class="another_category"><h4>'백엔드' 카테고리의 다른 글</h4><a href="/41">다른 글</a></div></div>
        <div class="article_tag"><a href="/tag/Redis" rel="tag">Redis</a>, <a href="/tag/캐시" rel="tag">캐시</a></div>
        <div class="comments"><p>좋은 글 감사합니다. 맞구독 부탁드려요!</p></div><footer>조회수 99,999</footer>""",
    ),
    expected={
        "title": "캐시를 넣기 전에",
        "author": "민수",
        "company": None,
        "tags": ("Redis", "캐시"),
        "published_at": datetime(2024, 3, 5, 0, 30, tzinfo=UTC),
        "link": "https://dev-minsu.tistory.com/42",
        "image": "https://img1.daumcdn.net/thumb/R800x0/?fname=a.png",
        "views": None,
        "language": "ko",
    },
    holds=("## 무엇이 느렸나", CACHE, '    return redis.get(key)\n\nprint(cached("list"))', LESSON),
    lacks=("맞구독", "카테고리의 다른 글", "저작자표시", "분류 전체보기"),
)

VELOG = Shape(
    name="velog",
    host="velog.io",
    path="/@sujin/cache",
    content=page(
        """<meta charSet="utf-8"><title>Redis 캐시 도입기</title><meta name="description" content="캐시를 넣으며 배운 것">
        <link rel="canonical" href="https://velog.io/@sujin/cache"><meta property="og:url" content="https://velog.io/@sujin/cache">
        <meta property="og:type" content="article"><meta property="og:title" content="Redis 캐시 도입기">
        <meta property="og:site_name" content="velog"><meta property="og:image" content="https://velog.velcdn.com/images/sujin/c.png">
        """,
        f"""<div id="root"><div class="sc-eXlEPa hBQeEm"><div class="head-wrapper"><h1>Redis 캐시 도입기</h1>
        <div class="sc-jlZhew"><div class="information"><span class="username"><a href="/@sujin">sujin</a></span>
        <span class="separator">·</span><span>2024년 1월 14일</span></div></div>
        <div class="sc-iBYQkv tags"><a class="sc-x" href="/tags/Redis">Redis</a><a class="sc-x" href="/tags/백엔드">백엔드</a></div></div>
        <div class="sc-dFJsGO"><div class="sc-fuMkPU atom-one"><h2 id="배경">배경</h2><p>{CACHE}</p><ul><li>조회가 많다</li>
        <li>값이 드물게 바뀐다<ul><li>하루에 한 번</li></ul></li></ul><p>{RESULT}</p></div></div>
        <div class="related-posts"><h4>관심 있을 만한 포스트</h4></div></div></div>""",
        language="en",
    ),
    expected={
        "title": "Redis 캐시 도입기",
        "author": "sujin",
        "company": None,
        "tags": ("Redis", "백엔드"),
        "published_at": datetime(2024, 1, 13, 15, 0, tzinfo=UTC),
        "link": "https://velog.io/@sujin/cache",
        "language": "ko",
    },
    holds=("## 배경", "- 조회가 많다\n- 값이 드물게 바뀐다\n  - 하루에 한 번", RESULT),
    lacks=("관심 있을 만한",),
)

MEDIUM_COMPANY = Shape(
    name="Medium, a company's publication",
    host="medium.com",
    path="/garatech/cache-8a1b2c3d",
    content=page(
        """<title>캐시를 다시 생각하다. 목록 조회를 95ms로 | by 김하늘 | 가라테크 기술블로그 | Medium</title>
        <meta name="title" content="캐시를 다시 생각하다"><meta property="og:site_name" content="Medium">
        <meta property="og:title" content="캐시를 다시 생각하다"><meta property="og:type" content="article">
        <meta property="article:published_time" content="2023-11-02T01:02:03.456Z"><meta name="author" content="김하늘">
        <meta property="article:author" content="https://medium.com/@haneul"><meta name="twitter:data1" content="7 min read">
        <link rel="author" href="https://medium.com/@haneul"><link rel="canonical" href="https://medium.com/garatech/cache-8a1b2c3d">
        <script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle","headline":"캐시를 다시 생각하다",
        "author":{"@type":"Person","name":"김하늘","url":"https://medium.com/@haneul"},"creator":["김하늘"],
        "publisher":{"@type":"Organization","name":"가라테크 기술블로그"},"datePublished":"2023-11-02T01:02:03.456Z",
        "keywords":["Tag:AWS","Tag:Redis","Lite:true","LockedPostSource:0"]}</script>""",
        f"""<div id="root"><article><section><h1 class="pw-post-title">캐시를 다시 생각하다</h1>
        <button>Follow</button><p class="pw-post-body-paragraph">{CACHE}</p>
        <figure><img src="a.png"><figcaption>응답 시간</figcaption></figure><blockquote><p>{LESSON}</p></blockquote></section></article></div>
        <div class="related"><h2>Recommended from Medium</h2></div>""",
        language="en",
    ),
    expected={
        "title": "캐시를 다시 생각하다",
        "author": "김하늘",
        "company": "가라테크",
        "tags": ("AWS", "Redis"),
        "published_at": datetime(2023, 11, 2, 1, 2, 3, 456000, tzinfo=UTC),
    },
    holds=(CACHE, f"> {LESSON}", "응답 시간"),
    lacks=("Follow", "Recommended"),
)

MEDIUM_PERSON = Shape(
    name="Medium, a person",
    host="medium.com",
    path="/@jane/measure-first-1234",
    content=page(
        """<title>Measure first | by Jane Doe | Medium</title><meta property="og:site_name" content="Medium">
        <meta property="og:title" content="Measure first"><meta name="author" content="Jane Doe">
        <meta property="article:published_time" content="2022-05-06T07:08:09Z">
        <script type="application/ld+json">{"@type":"SocialMediaPosting","headline":"Measure first",
        "author":{"@type":"Person","name":"Jane Doe"},"publisher":{"@type":"Organization","name":"Medium"}}</script>""",
        f"<article><h1>Measure first</h1><p>{ENGLISH}</p><p>1.2K claps</p></article>",
        language="en",
    ),
    expected={"title": "Measure first", "author": "Jane Doe", "company": None, "language": "en", "views": None},
    holds=(ENGLISH,),
)

BRUNCH = Shape(
    name="brunch",
    host="brunch.co.kr",
    path="/@writer/7",
    content=page(
        """<title>재지 않은 캐시는 빚이다</title><meta property="og:site_name" content="브런치스토리">
        <meta property="og:title" content="재지 않은 캐시는 빚이다"><meta property="og:type" content="article">
        <meta property="og:article:author" content="박서버"><meta name="byl" content="by 박서버">
        <meta property="article:published_time" content="2021-07-08T21:00:00+09:00">
        <meta property="dg:plink" content="https://brunch.co.kr/@writer/7">
        <meta name="keywords" content="캐시,개발문화,회고">""",
        f"""<div class="wrap_view_article"><div class="wrap_cover"><h1 class="cover_title">재지 않은 캐시는 빚이다</h1>
        <span class="txt_info">by</span><span class="date">Jul 08. 2021</span></div>
        <div class="wrap_body text_align_left"><p class="wrap_item item_type_text">{CACHE}</p><p class="wrap_item">{LESSON}</p></div>
        <div class="wrap_keyword"><ul class="list_keyword"><li><a href="/keyword/캐시">캐시</a></li><li><a href="/keyword/회고">회고</a></li>
        </ul></div><div class="wrap_author"><strong>박서버</strong></div></div>""",
    ),
    expected={
        "title": "재지 않은 캐시는 빚이다",
        "author": "박서버",
        "company": None,
        "tags": ("캐시", "회고"),
        "published_at": datetime(2021, 7, 8, 12, 0, tzinfo=UTC),
        "link": "https://brunch.co.kr/@writer/7",
    },
    holds=(CACHE, LESSON),
)

WORDPRESS_COMPANY = Shape(
    name="WordPress, a company's engineering blog",
    host="engineering.daramlabs.com",
    path="/2024/02/20/cache/",
    content=page(
        """<title>결제 목록을 빠르게 - 다람랩스 기술블로그</title><link rel="canonical" href="https://engineering.daramlabs.com/2024/02/20/cache/">
        <meta property="og:site_name" content="다람랩스 기술블로그"><meta property="og:title" content="결제 목록을 빠르게 - 다람랩스 기술블로그">
        <meta property="article:published_time" content="2024-02-20T03:04:05+00:00"><meta property="og:type" content="article">
        <meta property="article:tag" content="결제"><meta property="article:tag" content="Redis">
        <script type="application/ld+json" class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[
        {"@type":"WebPage","name":"결제 목록을 빠르게 - 다람랩스 기술블로그"},{"@type":"Article","headline":"결제 목록을 빠르게",
        "author":{"name":"이나무","@id":"#p"},"datePublished":"2024-02-20T03:04:05+00:00","wordCount":812,
        "articleSection":["백엔드"],"inLanguage":"ko-KR"},{"@type":"Organization","name":"다람랩스"}]}</script>""",
        f"""<header class="site-header"><a href="/">다람랩스</a></header><main><article class="post type-post"><header class="entry-header">
        <h1 class="entry-title">결제 목록을 빠르게</h1><div class="entry-meta"><time datetime="2024-02-20T12:04:05+09:00">2월 20일</time>
        <span class="post-views">조회수 1,234</span></div></header><div class="entry-content wp-block-post-content"><p>{CACHE}</p>
        <ol><li>재고</li><li>고치고</li><li>다시 재요</li></ol><p>{RESULT}</p><div class="sharedaddy">이 글 공유하기: 트위터</div></div>
        <footer class="entry-footer"><a rel="tag" href="/tag/x">잡담</a></footer></article></main>
        <aside class="sidebar"><h3>인기 글</h3><p>조회수 88,888</p></aside>""",
        language="ko-KR",
    ),
    expected={
        "title": "결제 목록을 빠르게",
        "author": "이나무",
        "company": "다람랩스",
        "tags": ("결제", "Redis"),
        "views": 1234,
        "published_at": datetime(2024, 2, 20, 3, 4, 5, tzinfo=UTC),
        "language": "ko",
    },
    holds=("1. 재고\n2. 고치고\n3. 다시 재요", RESULT),
    lacks=("공유하기", "인기 글", "결제 목록을 빠르게"),
)

WORDPRESS_PERSON = Shape(
    name="WordPress, a person",
    host="sora.wordpress.com",
    path="/2020/10/01/hello/",
    content=page(
        """<title>캐시 일기 | Sora</title><meta property="og:site_name" content="Sora"><meta property="og:title" content="캐시 일기">
        <meta property="article:published_time" content="2020-10-01T00:00:00+0900">""",
        f"""<div class="entry-content"><p>{CACHE}</p><p>{LESSON}</p></div><span class="byline">by <a rel="author">소라</a></span>
        <p class="posted">301 views</p><span class="tags-links"><a href="/tag/diary/" rel="tag">diary</a></span>""",
    ),
    expected={"title": "캐시 일기", "company": None, "author": "소라", "views": 301, "tags": ("diary",)},
    holds=(LESSON,),
)

JEKYLL = Shape(
    name="GitHub Pages, Jekyll (minima, rouge)",
    host="hana.github.io",
    path="/2023/04/05/cache.html",
    content=page(
        """<title>캐시 없이 살기 | Hana’s log</title><meta property="og:title" content="캐시 없이 살기">
        <meta name="author" content="Hana"><meta property="og:site_name" content="Hana’s log"><meta property="og:type" content="article">
        <meta property="article:published_time" content="2023-04-05T00:00:00+09:00">
        <script type="application/ld+json">{"@type":"BlogPosting","author":{"@type":"Person","name":"Hana"},
        "datePublished":"2023-04-05T00:00:00+09:00","headline":"캐시 없이 살기","url":"https://hana.github.io/2023/04/05/cache.html"}</script>""",
        f"""<main class="page-content"><article class="post h-entry"><header class="post-header"><h1 class="post-title p-name">캐시 없이 살기</h1>
        <p class="post-meta"><time class="dt-published" datetime="2023-04-05T00:00:00+09:00">Apr 5, 2023</time></p></header>
        <div class="post-content e-content" itemprop="articleBody"><p>{CACHE}</p>
        <div class="language-ruby highlighter-rouge"><div class="highlight"><pre class="highlight"><code><table class="rouge-table"><tbody><tr>
        <td class="rouge-gutter gl"><pre class="lineno">1
2
3</pre></td><td class="rouge-code"><pre>def slow
  sleep 1
end</pre></td></tr></tbody></table></code></pre></div></div><p>{LESSON}</p></div>
        <a class="u-url" href="/2023/04/05/cache.html" hidden></a></article></main><footer class="site-footer">© Hana</footer>""",
        language="en",
    ),
    expected={"title": "캐시 없이 살기", "author": "Hana", "company": None, "language": "ko"},
    holds=("def slow\n  sleep 1\nend", LESSON),
    lacks=("1\n2\n3", "©"),
)

HEXO = Shape(
    name="Hexo (code in a table with a gutter)",
    host="log.example.net",
    path="/cache/",
    content=page(
        """<title>Go로 만든 캐시 | 두리 로그</title><meta property="og:title" content="Go로 만든 캐시">
        <meta property="article:published_time" content="2022-12-31T15:00:00.000Z"><meta property="article:author" content="두리">
        <meta property="article:tag" content="Go"><meta property="article:tag" content="캐시">""",
        f"""<article><div class="article-entry" itemprop="articleBody"><p>{CACHE}</p><figure class="highlight go"><table><tr>
        <td class="gutter"><pre><span class="line">1</span><br><span class="line">2</span><br></pre></td>
        <td class="code"><pre><span class="line"><span class="keyword">func</span> main() &#123;</span><br><span class="comment">// 끝</span><br><span class="line">&#125;</span><br></pre></td>
        </tr></table></figure><p>{RESULT}</p></div></article>""",
    ),
    expected={"title": "Go로 만든 캐시", "author": "두리", "tags": ("Go", "캐시")},
    holds=("```\nfunc main() {\n// 끝\n}\n```", RESULT),
)

HUGO = Shape(
    name="Hugo (PaperMod)",
    host="til.example.org",
    path="/posts/cache/",
    content=page(
        """<title>Measure, then cache | TIL</title><meta name="keywords" content="redis, caching">
        <meta name="author" content="Lee"><link rel="canonical" href="https://til.example.org/posts/cache/">
        <meta property="og:title" content="Measure, then cache"><meta property="article:published_time" content="2024-06-01T10:00:00+09:00">""",
        f"""<main class="main"><article class="post-single"><header class="post-header"><h1 class="post-title">Measure, then cache</h1>
        <div class="post-meta"><span title="2024-06-01">June 1, 2024</span>&nbsp;·&nbsp;3 min</div></header>
        <div class="toc"><details><summary>Table of Contents</summary><ul><li><a href="#a">Why</a></li></ul></details></div>
        <div class="post-content"><h2 id="a">Why<a hidden class="anchor" href="#a">#</a></h2><p>{ENGLISH}</p>
        <table><thead><tr><th>before</th><th>after</th></tr></thead><tbody><tr><td>820 ms</td><td>95 ms</td></tr></tbody></table></div>
        <footer class="post-footer"><ul class="post-tags"><li><a href="/tags/redis/">redis</a></li></ul></footer></article></main>""",
        language="en",
    ),
    expected={"title": "Measure, then cache", "author": "Lee", "tags": ("redis", "caching"), "language": "en"},
    holds=("## Why\n", "| before | after |\n|---|---|\n| 820 ms | 95 ms |"),
    lacks=("Table of Contents", "Why#"),
)

D2 = Shape(
    name="NAVER D2-like",
    host="d2.example.kr",
    path="/helloworld/7654321",
    content=page(
        """<title>하룻밤에 만든 캐시 서버</title><meta property="og:type" content="article">
        <meta property="og:title" content="하룻밤에 만든 캐시 서버"><meta property="og:site_name" content="NAVER D2">""",
        f"""<div class="container"><div class="title"><h1 class="con_tit">하룻밤에 만든 캐시 서버</h1>
        <dl><dt>작성일</dt><dd class="date">2016.05.12</dd><dt>조회수</dt><dd>12,345</dd></dl><p class="author">정검색 | 검색개발팀</p></div>
        <div class="con_view"><p>{CACHE}</p><h3>구조</h3><p>{RESULT}</p><div><br></div><p>{LESSON}</p></div>
        <div class="tag_list"><a href="/search?tag=cache">cache</a><a href="/search?tag=network">network</a></div></div>""",
    ),
    expected={
        "title": "하룻밤에 만든 캐시 서버",
        "company": "NAVER D2",
        "author": "정검색",
        "views": 12345,
        "tags": ("cache", "network"),
        "published_at": datetime(2016, 5, 11, 15, 0, tzinfo=UTC),
    },
    holds=("### 구조", RESULT, LESSON),
)

NAVER_BLOG = Shape(
    name="NAVER blog (the page in its frame)",
    host="blog.naver.com",
    path="/PostView.naver?blogId=dev&logNo=223",
    content=page(
        """<title>캐시 이야기 : 네이버 블로그</title><meta property="og:title" content="캐시 이야기">
        <meta property="og:site_name" content="네이버 블로그 | 개발하는 하루"><meta property="og:url" content="https://blog.naver.com/dev/223">
        <meta property="og:type" content="article"><meta property="naverblog:nickname" content="하루">""",
        f"""<div class="blog2_series">목록</div><p class="blog2_container"><span class="se_publishDate pcol2">2024. 5. 6. 7:08</span></p>
        <div class="se-main-container"><div class="se-component"><p class="se-text-paragraph"><span>{CACHE}</span></p>
        <p class="se-text-paragraph"><span>\u200b</span></p><p class="se-text-paragraph"><span>{LESSON}</span></p></div></div>
        <div class="post_footer_contents">공감 12 댓글 3</div>""",
    ),
    expected={
        "title": "캐시 이야기",
        "author": "하루",
        "company": None,
        "link": "https://blog.naver.com/dev/223",
        "published_at": datetime(2024, 5, 5, 22, 8, tzinfo=UTC),
    },
    holds=(CACHE, LESSON),
    lacks=("공감 12", "\u200b"),
)

GHOST = Shape(
    name="Ghost",
    host="team.example.io",
    path="/cache-first/",
    content=page(
        """<title>Cache first</title><meta property="og:site_name" content="Pinecone Engineering">
        <meta property="og:title" content="Cache first"><meta property="article:published_time" content="2024-01-09T08:00:00.000Z">
        <meta property="article:tag" content="infra"><meta property="og:image" content="/content/images/c.png">
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","publisher":{"@type":"Organization",
        "name":"Pinecone Engineering","url":"https://team.example.io/"},"author":{"@type":"Person","name":"Ann Lee"},
        "headline":"Cache first","keywords":"infra, redis","interactionStatistic":{"@type":"InteractionCounter",
        "interactionType":{"@type":"ReadAction"},"userInteractionCount":4321}}</script>""",
        f'<article class="gh-article"><section class="gh-content"><p>{ENGLISH}</p></section></article>',
        language="en",
    ),
    expected={
        "company": "Pinecone",
        "author": "Ann Lee",
        "tags": ("infra",),
        "views": 4321,
        "image": "https://team.example.io/content/images/c.png",
    },
    holds=(ENGLISH,),
)

UNKNOWN = Shape(
    name="A blog of no known form (found by trafilatura)",
    host="www.example.dev",
    path="/w/cache",
    content=page(
        "<title>캐시를 넣던 날 - 예제</title>",
        f"""<div class="a1"><div class="b2"><a href="/">홈</a> <a href="/w">글</a> <a href="/about">소개</a></div>
        <div class="c3"><h1>캐시를 넣던 날</h1><div class="d4"><h2>시작</h2><p>{CACHE}</p><p>{RESULT}</p><h2>끝</h2><p>{LESSON}</p></div></div>
        <div class="e5"><a href="/x">다음 글</a></div></div>""",
    ),
    expected={"title": "캐시를 넣던 날", "author": None, "tags": (), "published_at": None},
    holds=(CACHE, RESULT, LESSON),
    lacks=("소개",),
)

SPA = Shape(
    name="Company blog, an empty shell with Open Graph only",
    host="tech.example.kr",
    path="/article/cache",
    content=page(
        """<title>구름상점 테크</title><meta property="og:title" content="캐시를 넣기까지"><meta property="og:type" content="article">
        <meta property="og:description" content="목록 조회를 95ms로 줄인 이야기예요."><meta property="og:site_name" content="구름상점 테크 블로그">
        <meta property="og:image" content="//cdn.example.kr/c.png">""",
        '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/main.js"></script>',
    ),
    expected={
        "title": "캐시를 넣기까지",
        "company": "구름상점",
        "body": "목록 조회를 95ms로 줄인 이야기예요.",
        "published_at": None,
    },
)

LISTING_OF_LINKS = Shape(
    name="Listing page: links to posts",
    host="tech.example.com",
    path="/blog",
    content=page(
        '<title>모루 기술 블로그</title><meta property="og:site_name" content="모루 기술 블로그"><meta property="og:type" content="website">',
        '<nav><h2><a href="/about-us">회사 소개</a></h2></nav>'
        + "".join(
            f'<article><h2><a href="/blog/post-{number}?utm_source=list">{number}번째 캐시 이야기</a></h2><p>{CACHE}</p></article>'
            for number in range(1, 7)
        ),
    ),
    expected={
        "title": "모루 기술 블로그",
        "company": "모루",
        "list_of_links": tuple(f"https://tech.example.com/blog/post-{number}" for number in range(1, 7)),
        "body": "",
    },
)

LISTING_OF_POSTS = Shape(
    name="Listing page: whole posts under their view counts, as the seed",
    host="stories.example.kr",
    path="/all",
    content=page(
        "<title>모두의 글</title>",
        "".join(
            f'<div class="row"><div>조회수 {views}</div><div>{title}</div><div>{body}<br>#가라테크 #Redis</div></div>'
            for views, title, body in (
                ("2,208", "첫 글", CACHE),
                ("57", "둘째 글", RESULT),
                ("1.2만", "셋째 글", LESSON),
            )
        ),
    ),
    expected={"title": "모두의 글", "body": "", "views": None},
)

BLOG_SHAPES = (
    TISTORY, VELOG, MEDIUM_COMPANY, MEDIUM_PERSON, BRUNCH, WORDPRESS_COMPANY, WORDPRESS_PERSON, JEKYLL, HEXO, HUGO, D2,
    NAVER_BLOG, GHOST, UNKNOWN, SPA, LISTING_OF_LINKS, LISTING_OF_POSTS,
)  # fmt: skip
