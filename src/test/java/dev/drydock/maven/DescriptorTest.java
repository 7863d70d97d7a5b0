package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.maven.help.HelpText;
import dev.drydock.maven.help.PluginDescription;
import dev.drydock.maven.settings.DrydockSettings;
import dev.drydock.maven.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.codehaus.plexus.component.configurator.ComponentConfigurator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The plugin's descriptor, as Maven's plugin tools wrote it just before the tests, against what we promise. */
class DescriptorTest {

    private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

    private static final Pattern PROPERTY = Pattern.compile("`(drydock\\.[A-Za-z.]+)`");

    private static List<Element> mojos;

    @BeforeAll
    static void read() throws Exception {
        assumeTrue(Files.exists(DESCRIPTOR), "the plugin's descriptor is written by Maven only");
        mojos = elements(
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(DESCRIPTOR.toFile())
                        .getDocumentElement(),
                "mojo");
    }

    @Test
    void everyGoalMayRunBesideOthers() {
        assertThat(mojos).isNotEmpty().allMatch(mojo -> text(mojo, "threadSafe").equals("true"));
    }

    @Test
    void everyParameterIsDescribedAndDated() {
        for (Element parameter : parameters()) {
            assertThat(text(parameter, "description"))
                    .as(text(parameter, "name"))
                    .isNotBlank();
            assertThat(text(parameter, "since")).as(text(parameter, "name")).isNotBlank();
        }
    }

    /** {@code mvn help:describe} and IDEs read them as HTML; {@code drydock:help} makes plain text of them. */
    @Test
    void examplesInDescriptionsAreForHtmlInTheDescriptorAndPlainInTheHelp() throws Exception {
        List<Element> all = new ArrayList<>(mojos);
        all.addAll(parameters());
        for (Element each : all) {
            assertThat(text(each, "description"))
                    .as(text(each, "name") + text(each, "goal"))
                    .doesNotContain("<", ">");
        }
        String help;
        try (InputStream in = Files.newInputStream(DESCRIPTOR)) {
            help = String.join(" ", HelpText.of(PluginDescription.read(in), "", true, Integer.MAX_VALUE));
        }
        for (String example : List.of(
                "<image><name>me/app:1.0</name><target>web</target></image>",
                "<env><LANG>C.UTF-8</LANG></env>",
                "each a <set> with <from> (a folder or file), <into>",
                "<run><command>apk add --no-cache curl</command></run>")) {
            String html = example.replace("<", "&lt;").replace(">", "&gt;");
            assertThat(parameters())
                    .anyMatch(parameter -> text(parameter, "description").contains(html));
            assertThat(help).contains(example);
        }
    }

    /** It is found by its role hint, and a goal without it would have Maven refuse configuration in its own words. */
    @Test
    void everyGoalNamesTheConfiguratorThatThereIs() throws Exception {
        assertThat(goals()).allMatch(goal -> text(goal, "configurator").equals(LeaveFieldsAlone.HINT));
        Element components = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("src/main/resources/META-INF/plexus/components.xml")
                        .toFile())
                .getDocumentElement();
        assertThat(elements(components, "component"))
                .anyMatch(component -> text(component, "role").equals(ComponentConfigurator.class.getName())
                        && text(component, "role-hint").equals(LeaveFieldsAlone.HINT)
                        && text(component, "implementation").equals(LeaveFieldsAlone.class.getName()));
    }

    @Test
    void thePageOfSettingsHasEveryPropertyAndNoOther() throws IOException {
        Set<String> declared = new TreeSet<>();
        for (Setting<?> setting : DrydockSettings.all()) {
            declared.add(setting.property());
        }
        declared.remove(""); // elements with elements in them have no property
        Set<String> written = new TreeSet<>();
        Matcher matcher = PROPERTY.matcher(Files.readString(Path.of("src/site/markdown/reference.md")));
        while (matcher.find()) {
            written.add(matcher.group(1).replaceFirst("\\.(NAME|ID)$", "."));
        }
        written.removeAll(Set.of("drydock.reference", "drydock.digest", "drydock.image.id", "drydock.lock"));
        assertThat(written).isEqualTo(declared);
    }

    private static List<Element> goals() {
        return mojos.stream().filter(mojo -> !text(mojo, "goal").equals("help")).toList();
    }

    private static List<Element> parameters() {
        return goals().stream()
                .flatMap(mojo -> elements(mojo, "parameter").stream())
                .toList();
    }

    private static String text(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> out = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            out.add((Element) nodes.item(i));
        }
        return out;
    }
}
