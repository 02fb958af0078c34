"""Sheets, labels and cards as they leave the printer, and as a phone's camera sees them."""

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from .conftest import OpenContext
from .published import PublishedSite

pytestmark = pytest.mark.slow

INCH, MILLIMETER = 96, 96 / 25.4
PAPERS = {"letter": (612, 792), "a4": (595, 842)}  # points
LABELS = {"letter": (2.625 * INCH, INCH), "a4": (63.5 * MILLIMETER, 33.9 * MILLIMETER)}
SIZES = "all => all.map(e => [e.getBoundingClientRect().width, e.getBoundingClientRect().height])"


def list_pages(site: PublishedSite, kind: str) -> list[str]:
    return [page for (name, _), pages in site.kinds.items() if name == kind for page in pages]


def measure_pdf(page: Page) -> list[tuple[int, int]]:
    """Return the size of each sheet that comes out of the printer, in points."""
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_each_record_is_one_sheet_of_paper(page: Page, site: PublishedSite, size: str) -> None:
    sheets = list_pages(site, "sheets")
    assert any(path.startswith("es/") for path in sheets)
    for path in sheets:
        page.goto(site.url(path))
        records = page.locator("article.sheet").count()
        assert records > 1
        pdf = page.pdf(format=size, prefer_css_page_size=False)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == records, path


def test_a_sheet_is_read_before_it_is_printed(phone: Page, site: PublishedSite) -> None:
    phone.goto(site.url("index.html"))
    phone.get_by_role("link", name="Catalog sheets, labels and shelf cards").click()
    phone.get_by_role("link", name="Catalog sheets Sound Lab").click()
    sheet = phone.locator("article", has=phone.get_by_role("heading", name="Make your first beat"))
    assert "Nobody has reviewed it" in sheet.inner_text()
    assert "call_number" in sheet.locator("pre").inner_text()
    leads = sheet.get_by_role("link", name="Python (Computer program language)").first.get_attribute("href")
    assert leads == "http://id.loc.gov/authorities/subjects/sh96008834"


@pytest.mark.parametrize("paper", PAPERS)
def test_labels_and_cards_have_the_size_of_the_paper(page: Page, site: PublishedSite, paper: str) -> None:
    """The page is made for one paper; here it is printed on the other, too."""
    for kind in ("labels", "cards"):
        for path in list_pages(site, kind):
            page.goto(site.url(path))
            sheets = page.locator(".paper")
            sheets.evaluate_all("(all, paper) => all.forEach(e => e.dataset.paper = paper)", paper)
            assert measure_pdf(page) == [PAPERS[paper]] * sheets.count(), path
            page.emulate_media(media="print")
            sizes = page.locator(".paper > *").evaluate_all(SIZES)
            wanted = LABELS[paper] if kind == "labels" else None
            assert all(size == pytest.approx(wanted or sizes[0], abs=0.6) for size in sizes), path
            stuck = page.locator(".labels li").evaluate_all(
                "all => all.filter(e => e.scrollHeight > e.clientHeight + 1).length"
            )
            assert not stuck, path
            page.emulate_media(media="null")  # else the next one is printed as it looks on the screen


def test_a_phone_reads_every_code_on_paper_and_on_a_dark_screen(
    open_context: OpenContext, site: PublishedSite
) -> None:
    page = open_context(color_scheme="dark", device_scale_factor=2).new_page()
    for kind in ("labels", "cards"):
        for path in list_pages(site, kind):
            page.goto(site.url(path))
            names = page.locator("svg.qr").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
            for media in ("screen", "print"):
                page.emulate_media(media=media)  # type: ignore[arg-type]
                read = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L"))
                assert sorted(code.text for code in read) == sorted(name.split()[-1] for name in names), path
            addresses = {code.text.removeprefix("https://yournextskill.example.org/") for code in read}
            pages = {address + "index.html" if address.endswith("/") else address for address in addresses}
            assert pages <= set(site.pages)


def test_nobody_finds_these_pages_by_searching_the_web(site: PublishedSite) -> None:
    sitemap = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    for kind in ("desk", "sheets", "labels", "cards"):
        for path in list_pages(site, kind):
            assert '<meta name="robots" content="noindex">' in (site.folder / path).read_text(encoding="utf-8")
            assert path not in sitemap
