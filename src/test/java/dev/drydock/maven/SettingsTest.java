package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.Vocabulary.Setting;
import dev.drydock.maven.Vocabulary.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Vocabulary VOCABULARY = new Vocabulary(List.of(
            new Setting("image", Shape.IMAGE, "drydock.image", null),
            new Setting("target", Shape.TEXT, "drydock.target", null),
            new Setting("compression", Shape.TEXT, "drydock.compression", "gzip"),
            new Setting("context", Shape.TEXT, "drydock.context", null),
            new Setting("noCache", Shape.FLAG, "drydock.noCache", "false"),
            new Setting("skipBuild", Shape.FLAG, "drydock.build.skip", "false"),
            new Setting("tags", Shape.LIST, "drydock.tags", null),
            new Setting("password", Shape.TEXT, "drydock.password", null),
            new Setting("buildArgs", Shape.MAP, "drydock.buildArg.", null)));

    private enum Colour {
        RED,
        DARK_BLUE
    }

    private final RecordedLog log = new RecordedLog(true, true);

    /** Columns are what each source says of the target, "-" for nothing; the last is what counts. */
    @ParameterizedTest
    @CsvSource({
        "u, i, x, s, p, u",
        "-, i, x, s, p, i",
        "-, -, x, s, p, x",
        "-, -, -, s, p, s",
        "-, -, -, -, p, p",
        "-, -, -, -, -, -",
        "u, -, -, -, p, u",
        "u, -, x, -, -, u",
        "'', i, x, s, p, -",
    })
    void theHighestSourceOfAScalarWins(
            String user, String inImage, String xml, String system, String project, String expected) {
        List<XmlElement> pom = new ArrayList<>();
        if (!xml.equals("-")) {
            pom.add(element("target", xml));
        }
        if (!inImage.equals("-")) {
            pom.add(parent("image", element("target", inImage)));
        }
        Settings settings = settings(
                given("drydock.target", user),
                parent("configuration", pom.toArray(XmlElement[]::new)),
                given("drydock.target", system),
                given("drydock.target", project));
        assertThat(settings.text("target").orElse("-")).isEqualTo(expected);
    }

    private static Map<String, String> given(String property, String value) {
        return value.equals("-") ? Map.of() : Map.of(property, value);
    }

    @Test
    void aDefaultCountsWhenNothingIsSetOrTheUserTakesItBack() {
        XmlElement pom = parent("configuration", element("compression", "zstd"));
        assertThat(settings(Map.of(), XmlElement.NONE).text("compression")).contains("gzip");
        assertThat(settings(Map.of(), pom).text("compression")).contains("zstd");
        assertThat(settings(Map.of("drydock.compression", ""), pom).text("compression"))
                .contains("gzip");
    }

    @Test
    void theImageIsNamedByTextOrByNameElement() {
        XmlElement text = parent("configuration", element("image", "me/app"));
        XmlElement nested = parent("configuration", parent("image", element("name", "me/web"), element("target", "t")));
        assertThat(settings(Map.of(), text).text("image")).contains("me/app");
        assertThat(settings(Map.of(), nested).text("image")).contains("me/web");
        assertThat(settings(Map.of("drydock.image", "you/app"), nested).text("image"))
                .contains("you/app");
    }

    @Test
    void listsAreReplacedAsAWhole() {
        XmlElement pom = parent("configuration", parent("tags", element("tag", "a"), element("tag", "b,c")));
        assertThat(settings(Map.of(), pom).list("tags")).containsExactly("a", "b", "c");
        assertThat(settings(Map.of(), parent("configuration", element("tags", "a, b")))
                        .list("tags"))
                .containsExactly("a", "b");
        assertThat(settings(Map.of("drydock.tags", " x,, y "), pom).list("tags"))
                .containsExactly("x", "y");
        assertThat(settings(Map.of("drydock.tags", ""), pom).list("tags")).isEmpty();
        assertThat(settings(Map.of(), XmlElement.NONE, Map.of(), Map.of("drydock.tags", "p"))
                        .list("tags"))
                .containsExactly("p");
        assertThat(settings(Map.of(), XmlElement.NONE).list("tags")).isEmpty();
    }

    @Test
    void whatIsInsideAnImageIsAddedToWhatIsBesideIt() {
        XmlElement pom = parent(
                "configuration",
                parent("buildArgs", element("A", "beside"), element("B", "beside")),
                parent("image", parent("buildArgs", element("B", "inside"), element("C", "inside"))));
        assertThat(settings(Map.of("drydock.buildArg.C", "user"), pom).map("buildArgs"))
                .containsExactly(Map.entry("A", "beside"), Map.entry("B", "inside"), Map.entry("C", "user"));
    }

    @Test
    void mapsAreMergedByKey() {
        XmlElement pom = parent(
                "configuration",
                parent(
                        "buildArgs",
                        element("B", "pom"),
                        element("A", "pom"),
                        parent("property", element("name", "odd/key"), element("value", "v")),
                        element("EMPTY", null)));
        Settings settings = settings(
                Map.of("drydock.buildArg.A", "user", "drydock.buildArg.N", "new", "drydock.buildArg.", "no key"),
                pom,
                Map.of(),
                Map.of("drydock.buildArg.B", "project", "drydock.buildArg.P", "project"));
        assertThat(settings.map("buildArgs"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("B", "pom", "A", "user", "odd/key", "v", "EMPTY", "", "P", "project", "N", "new"));
        assertThat(settings.map("buildArgs").keySet()).startsWith("B", "A", "odd/key", "EMPTY");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "false, false", "False, false"})
    void flagsAreTrueOrFalse(String text, boolean expected) {
        assertThat(settings(Map.of("drydock.noCache", text), XmlElement.NONE).flag("noCache"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "tru"})
    void aFlagThatIsNeitherIsRefusedNamingItsOrigin(String text) {
        assertThatThrownBy(() -> settings(Map.of("drydock.build.skip", text), XmlElement.NONE)
                        .flag("skipBuild"))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("-Ddrydock.build.skip: '" + text + "' is neither true nor false");
        assertThatThrownBy(() -> settings(Map.of(), parent("configuration", element("skipBuild", text)))
                        .flag("skipBuild"))
                .hasMessage("<skipBuild> in the POM: '" + text + "' is neither true nor false");
    }

    @Test
    void choicesAreWrittenInLowerCaseWithDashes() {
        assertThat(settings(Map.of("drydock.target", "Dark-Blue"), XmlElement.NONE)
                        .choice("target", Colour.class))
                .contains(Colour.DARK_BLUE);
        assertThat(settings(Map.of(), XmlElement.NONE).choice("target", Colour.class))
                .isEmpty();
        assertThatThrownBy(() -> settings(Map.of("drydock.target", "green"), XmlElement.NONE)
                        .choice("target", Colour.class))
                .isInstanceOfSatisfying(
                        BuildFailure.class, e -> assertThat(e.hint()).isEqualTo("Choose one of red, dark-blue."));
    }

    @Test
    void relativePathsStartAtTheFolderOfThePom() {
        Settings settings = settings(Map.of("drydock.context", "../other"), XmlElement.NONE);
        assertThat(settings.path("context")).contains(Path.of("/srv/other").toAbsolutePath());
        assertThat(settings.path("target")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "noCahce, <noCache>",
        "dockerTarget, <target>",
        "tag, <tags>",
        "Image, <image>",
        "buildargs, <buildArgs>",
    })
    void anUnknownElementIsRefusedNamingTheNearest(String wrong, String nearest) {
        XmlElement pom = parent("configuration", element(wrong, "x"));
        assertThatThrownBy(() -> settings(Map.of(), pom)).isInstanceOfSatisfying(BuildFailure.class, e -> {
            assertThat(e).hasMessage("<" + wrong + "> is no element of the configuration of the plugin");
            assertThat(e.hint()).startsWith("Did you mean " + nearest + "?");
        });
    }

    @Test
    void anUnknownElementInsideTheImageIsRefused() {
        XmlElement pom = parent("configuration", parent("image", element("nmae", "me/app")));
        assertThatThrownBy(() -> settings(Map.of(), pom))
                .hasMessage("<nmae> is no element of <image>")
                .isInstanceOfSatisfying(
                        BuildFailure.class, e -> assertThat(e.hint()).contains("<name>"));
    }

    @Test
    void elementsInsideATextAreRefused() {
        XmlElement pom = parent("configuration", parent("target", element("name", "x")));
        assertThatThrownBy(() -> settings(Map.of(), pom))
                .hasMessageContaining("<target>")
                .hasMessageContaining("text");
    }

    @ParameterizedTest
    @CsvSource({
        "drydock.trget, -Ddrydock.target",
        "drydock.nocache, -Ddrydock.noCache",
        "drydock.buildArgs.X, -Ddrydock.buildArg.",
    })
    void anUnknownPropertyOnTheCommandLineIsTold(String property, String nearest) {
        assertThat(VOCABULARY.complaint(property).orElse(""))
                .contains("-D" + property)
                .contains(nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drydock.noCache", "drydock.buildArg.X", "drydock.build.skip", "other.thing"})
    void aKnownPropertyIsNotComplainedOf(String property) {
        assertThat(VOCABULARY.complaint(property)).isEmpty();
    }

    @Test
    void theTraceNamesTheSourceButNoPassword() {
        Settings settings = settings(
                Map.of("drydock.password", "hunter2", "drydock.target", "web", "drydock.buildArg.TOKEN", "hunter2"),
                XmlElement.NONE);
        settings.text("password");
        settings.text("target");
        settings.map("buildArgs");
        assertThat(log.text())
                .hasLineCount(3)
                .contains("drydock.target = web (-Ddrydock.target)\n")
                .doesNotContain("hunter2");
    }

    private Settings settings(Map<String, String> user, XmlElement pom) {
        return settings(user, pom, Map.of(), Map.of());
    }

    private Settings settings(
            Map<String, String> user, XmlElement pom, Map<String, String> system, Map<String, String> project) {
        return new Settings(
                VOCABULARY,
                new Settings.Sources(
                        user, pom, system, project, Path.of("/srv/project").toAbsolutePath(), log));
    }

    private static XmlElement element(String name, @Nullable String text) {
        return new XmlElement(name, text, List.of());
    }

    private static XmlElement parent(String name, XmlElement... children) {
        return new XmlElement(name, null, List.of(children));
    }
}
