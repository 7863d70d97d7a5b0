package dev.drydock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links lead somewhere: from page to page, to places on pages, and from the menu. */
class LinksTest {

    private static final Path SITE = Path.of("src/site/markdown");

    private static final Path MENU = Path.of("src/site/site.xml");

    /** The page that {@link MessagesPage} writes while the site is made. */
    private static final String GENERATED = "messages";

    @Test
    void everyLinkLeadsToAFileThatIsThere() {
        List<String> broken = new ArrayList<>();
        for (Page page : Page.all()) {
            for (String link : page.links()) {
                if (!link.contains("://") && !leads(page, link)) {
                    broken.add(page.file() + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** GitHub shows them as they are, and the site makes {@code .html} of {@code .md}. */
    @Test
    void pagesAreLinkedAsMarkdown() {
        for (Page page : Page.all()) {
            assertThat(page.links())
                    .as("%s", page.file())
                    .noneMatch(link -> !link.contains("://") && link.contains(".html"));
        }
    }

    /** A page of the site cannot link to what is not on it. */
    @Test
    void pagesOfTheSiteLinkToPagesOfTheSite() {
        for (Page page : Page.all()) {
            if (page.file().startsWith(SITE)) {
                assertThat(page.links())
                        .as("%s", page.file())
                        .allMatch(link ->
                                link.contains("://") || target(page, link).startsWith(SITE));
            }
        }
    }

    @Test
    void everyPageIsInTheMenuOrLinkedFromAPageOfItsFolder() throws Exception {
        Set<Path> reached = new TreeSet<>();
        Matcher item = Pattern.compile("href=\"([^\":]+)\\.html\"").matcher(Files.readString(MENU));
        while (item.find()) {
            Path page = SITE.resolve(item.group(1) + ".md");
            if (!item.group(1).equals(GENERATED)) {
                assertThat(page).as("an entry of the menu").exists();
            }
            reached.add(page);
        }
        for (Page page : Page.all()) {
            if (page.file().endsWith("index.md")) {
                page.links().forEach(link -> reached.add(target(page, link)));
            }
        }
        for (Page page : Page.all()) {
            if (page.file().startsWith(SITE)) {
                assertThat(reached).contains(page.file());
            }
        }
    }

    private static boolean leads(Page page, String link) {
        int hash = link.indexOf('#');
        Path target = target(page, link);
        if (hash < 0) {
            return Files.exists(target);
        }
        return Files.isRegularFile(target) && Page.read(target).anchors().contains(link.substring(hash + 1));
    }

    private static Path target(Page page, String link) {
        String path = link.replaceFirst("#.*", "");
        return path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    }
}
