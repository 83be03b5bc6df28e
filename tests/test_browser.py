"""The pages in a real browser: headless Chromium, where it is installed."""

import shutil

import pytest

from framing import compare, score

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
axe = pytest.importorskip("axe_selenium_python", reason="axe-selenium-python is not installed")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium and its driver are not installed"),
    pytest.mark.filterwarnings("ignore"),
]
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1000,800"
)
ARTICLE = "Council votes\n\nPARIS (AP) — The shameless regime lied again. “A vile plot,” she said.\n\nPhoto: Office\n\nRain fell."
SET = "window.hostile = 1"
HOSTILE = f'<script>{SET}</script><img src=x onerror="{SET}"> " onfocus="{SET}" shameless \u202elie'


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    options = webdriver.ChromeOptions()
    for flag in [*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(flag)
    options.binary_location = CHROMIUM
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def opened(browser, tmp_path, page):
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    browser.get((tmp_path / "page.html").as_uri())
    return browser


def pages(text, other):
    return {"report": score(text).to_html(), "comparison": compare(text, other).to_html()}


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("name", ["report", "comparison"])
def test_a_page_is_accessible_and_logs_nothing(browser, tmp_path, name, look):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": look}]})
    page = opened(browser, tmp_path, pages(ARTICLE, ARTICLE.replace("lied", "triumphed"))[name])
    checker = axe.Axe(page)
    checker.inject()
    assert [(one["id"], one["nodes"][0]["html"]) for one in checker.run()["violations"]] == []
    assert page.get_log("browser") == []


def test_a_cue_explains_itself_at_the_keyboard(browser, tmp_path):
    page = opened(browser, tmp_path, score(ARTICLE).to_html())
    note = "return getComputedStyle(document.querySelector('mark'), '::after').content"
    assert page.execute_script(note) == "none"
    for _ in range(20):
        page.switch_to.active_element.send_keys(webdriver.Keys.TAB)
        if page.switch_to.active_element.tag_name == "mark":
            break
    assert page.switch_to.active_element.text == "shameless"
    assert "loaded word" in page.execute_script(note)


def test_a_cues_note_stays_on_a_small_screen(browser, tmp_path):
    browser.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})
    size = {"width": 320, "height": 600, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page = opened(browser, tmp_path, score("Never again, gloated the mayor.").to_html())
    page.execute_script("const cue = document.querySelector('mark'); cue.style.marginLeft = '14rem'; cue.focus()")
    assert "booster" in page.execute_script("return getComputedStyle(document.querySelector('mark'), '::after').content")
    assert page.execute_script("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_field_of_the_strip_leads_to_its_passage(browser, tmp_path):
    page = opened(browser, tmp_path, score(ARTICLE).to_html())
    page.execute_script("document.querySelectorAll('.strip a')[2].click()")
    assert page.execute_script("return document.querySelector(':target').textContent") == "The shameless regime lied again."


@pytest.mark.parametrize("name", ["report", "comparison"])
def test_a_hostile_article_does_nothing(browser, tmp_path, name):
    page = opened(browser, tmp_path, pages(f"{ARTICLE} {HOSTILE}", f"{HOSTILE}\n\n{ARTICLE} {HOSTILE}")[name])
    page.execute_script("document.querySelectorAll('mark').forEach(one => one.focus())")
    assert page.execute_script("return [typeof window.hostile, document.images.length, document.scripts.length]") == [
        "undefined",
        0,
        0,
    ]
    assert "\u202e" not in page.page_source
