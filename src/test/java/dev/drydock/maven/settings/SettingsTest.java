package dev.drydock.maven.settings;

import static dev.drydock.maven.settings.DrydockSettings.BUILD_ARGS;
import static dev.drydock.maven.settings.DrydockSettings.BUILD_SKIP;
import static dev.drydock.maven.settings.DrydockSettings.CMD;
import static dev.drydock.maven.settings.DrydockSettings.CONTEXT;
import static dev.drydock.maven.settings.DrydockSettings.DOCKERFILE;
import static dev.drydock.maven.settings.DrydockSettings.IMAGE;
import static dev.drydock.maven.settings.DrydockSettings.NO_CACHE;
import static dev.drydock.maven.settings.DrydockSettings.PASSWORD;
import static dev.drydock.maven.settings.DrydockSettings.TAGS;
import static dev.drydock.maven.settings.DrydockSettings.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.compress.Compression;
import dev.drydock.maven.OneProject;
import dev.drydock.maven.RecordedLog;
import dev.drydock.maven.settings.Setting.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private enum Colour {
        RED,
        DARK_BLUE
    }

    private static final Setting<Colour> COLOUR = new Setting<>("target", Shape.CHOICE, "drydock.target", Colour.class);

    private final RecordedLog log = new RecordedLog(true, true);
    private final Map<String, Object> notes = new HashMap<>();

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
        assertThat(settings.text(TARGET).orElse("-")).isEqualTo(expected);
    }

    private static Map<String, String> given(String property, String value) {
        return value.equals("-") ? Map.of() : Map.of(property, value);
    }

    @Test
    void aDefaultCountsWhenNothingIsSetOrTheUserTakesItBack() {
        XmlElement pom = parent("configuration", element("compression", "zstd"));
        assertThat(settings(Map.of(), XmlElement.NONE).choice(DrydockSettings.COMPRESSION))
                .isEqualTo(Compression.GZIP);
        assertThat(settings(Map.of(), pom).choice(DrydockSettings.COMPRESSION)).isEqualTo(Compression.ZSTD);
        assertThat(settings(Map.of("drydock.compression", ""), pom).choice(DrydockSettings.COMPRESSION))
                .isEqualTo(Compression.GZIP);
    }

    @Test
    void theImageIsNamedByTextOrByNameElement() {
        XmlElement text = parent("configuration", element("image", "me/app"));
        XmlElement nested = parent("configuration", parent("image", element("name", "me/web"), element("target", "t")));
        assertThat(settings(Map.of(), text).text(IMAGE)).contains("me/app");
        assertThat(settings(Map.of(), nested).text(IMAGE)).contains("me/web");
        assertThat(settings(Map.of("drydock.image", "you/app"), nested).text(IMAGE))
                .contains("you/app");
    }

    @Test
    void listsAreReplacedAsAWhole() {
        XmlElement pom = parent("configuration", parent("tags", element("tag", "a"), element("tag", "b,c")));
        assertThat(settings(Map.of(), pom).list(TAGS)).containsExactly("a", "b", "c");
        assertThat(settings(Map.of(), parent("configuration", element("tags", "a, b")))
                        .list(TAGS))
                .containsExactly("a", "b");
        assertThat(settings(Map.of("drydock.tags", " x,, y "), pom).list(TAGS)).containsExactly("x", "y");
        assertThat(settings(Map.of("drydock.tags", ""), pom).list(TAGS)).isEmpty();
        assertThat(settings(Map.of(), XmlElement.NONE, Map.of(), Map.of("drydock.tags", "p"))
                        .list(TAGS))
                .containsExactly("p");
        assertThat(settings(Map.of(), XmlElement.NONE).list(TAGS)).isEmpty();
    }

    @Test
    void whatIsInsideAnImageIsAddedToWhatIsBesideIt() {
        XmlElement pom = parent(
                "configuration",
                parent("buildArgs", element("A", "beside"), element("B", "beside")),
                parent("image", parent("buildArgs", element("B", "inside"), element("C", "inside"))));
        assertThat(settings(Map.of("drydock.buildArg.C", "user"), pom).map(BUILD_ARGS))
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
        assertThat(settings.map(BUILD_ARGS))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("B", "pom", "A", "user", "odd/key", "v", "EMPTY", "", "P", "project", "N", "new"));
        assertThat(settings.map(BUILD_ARGS).keySet()).startsWith("B", "A", "odd/key", "EMPTY");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "false, false", "False, false"})
    void flagsAreTrueOrFalse(String text, boolean expected) {
        assertThat(settings(Map.of("drydock.noCache", text), XmlElement.NONE).flag(NO_CACHE))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "tru"})
    void aFlagThatIsNeitherIsRefusedNamingItsOrigin(String text) {
        assertThatThrownBy(() -> settings(Map.of("drydock.build.skip", text), XmlElement.NONE)
                        .flag(BUILD_SKIP))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("-Ddrydock.build.skip: '" + text + "' is neither true nor false");
        assertThatThrownBy(() -> settings(Map.of(), parent("configuration", element("buildSkip", text)))
                        .flag(BUILD_SKIP))
                .hasMessage("<buildSkip> in the POM: '" + text + "' is neither true nor false");
    }

    @Test
    void choicesAreWrittenInLowerCaseWithDashes() {
        assertThat(settings(Map.of("drydock.target", "Dark-Blue"), XmlElement.NONE)
                        .optionalChoice(COLOUR))
                .contains(Colour.DARK_BLUE);
        assertThat(settings(Map.of(), XmlElement.NONE).optionalChoice(COLOUR)).isEmpty();
        assertThatThrownBy(() -> settings(Map.of("drydock.target", "green"), XmlElement.NONE)
                        .optionalChoice(COLOUR))
                .isInstanceOfSatisfying(
                        BuildFailure.class, e -> assertThat(e.hint()).isEqualTo("Choose one of red, dark-blue."));
    }

    @Test
    void relativePathsStartAtTheFolderOfThePom() {
        Settings settings = settings(Map.of("drydock.context", "../other"), XmlElement.NONE);
        assertThat(settings.path(CONTEXT)).contains(Path.of("/srv/other").toAbsolutePath());
        assertThat(settings.path(DOCKERFILE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "noCahce, <noCache>",
        "trget, <target>",
        "tag, <tags>",
        "Image, <image>",
        "buildargs, <buildArgs>",
    })
    void anUnknownElementIsRefusedNamingTheNearest(String wrong, String nearest) {
        XmlElement pom = parent("configuration", element(wrong, "x"));
        assertThatThrownBy(() -> settings(Map.of(), pom)).isInstanceOfSatisfying(BuildFailure.class, e -> {
            assertThat(e).hasMessage("<" + wrong + "> is not an element of the configuration of the plugin");
            assertThat(e.hint()).startsWith("Did you mean " + nearest + "?");
        });
    }

    @Test
    void anUnknownElementInsideTheImageIsRefused() {
        XmlElement pom = parent("configuration", parent("image", element("nmae", "me/app")));
        assertThatThrownBy(() -> settings(Map.of(), pom))
                .hasMessage("<nmae> is not an element of <image>")
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
        "drydock.images.web.trget, -Ddrydock.images.web.target",
        "drydock.images.web.nmae, -Ddrydock.images.web.name",
    })
    void anUnknownPropertyOnTheCommandLineIsTold(String property, String nearest) {
        assertThat(PropertyNames.complaint(property).orElse(""))
                .contains("-D" + property)
                .contains(nearest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drydock.noCache",
                "drydock.buildArg.X",
                "drydock.build.skip",
                "drydock.images.web.name",
                "drydock.images.web.buildArg.X",
                "other.thing"
            })
    void aKnownPropertyIsNotComplainedOf(String property) {
        assertThat(PropertyNames.complaint(property)).isEmpty();
    }

    @Test
    void theTraceNamesTheSourceButNoPassword() {
        Settings settings = settings(
                Map.of("drydock.password", "hunter2", "drydock.target", "web", "drydock.buildArg.TOKEN", "hunter2"),
                XmlElement.NONE);
        settings.text(PASSWORD);
        settings.text(TARGET);
        settings.map(BUILD_ARGS);
        assertThat(log.text())
                .hasLineCount(3)
                .contains("drydock.target = web (-Ddrydock.target)\n")
                .doesNotContain("hunter2");
    }

    /** As Maven does it for the parameters it injects, whatever the shape and wherever the value comes from. */
    @Test
    void expressionsAreReplacedInEverySourceAndShape() {
        String version = "${project.version}";
        Map<String, String> all = Map.of(
                "drydock.image", "me/app:" + version,
                "drydock.tags", "a-" + version + ", b",
                "drydock.noCache", "${flag}",
                "flag", "true",
                "drydock.context", "src-" + version,
                "drydock.buildArg.REV", "r" + version);
        for (Settings settings : List.of(
                settings(all, XmlElement.NONE),
                settings(Map.of(), XmlElement.NONE, all, Map.of()),
                settings(Map.of(), XmlElement.NONE, Map.of(), all))) {
            assertThat(settings.text(IMAGE)).contains("me/app:1.0");
            assertThat(settings.list(TAGS)).containsExactly("a-1.0", "b");
            assertThat(settings.flag(NO_CACHE)).isTrue();
            assertThat(settings.path(CONTEXT)).contains(Path.of("/srv/project/src-1.0"));
            assertThat(settings.map(BUILD_ARGS)).containsExactly(Map.entry("REV", "r1.0"));
        }
        assertThat(log.text()).doesNotContain("WARNING");
    }

    @Test
    void anExpressionThatStandsForNothingIsToldOnce() {
        Map<String, String> user = Map.of(
                "drydock.buildArg.WHOLE",
                "${nowhere}",
                "drydock.buildArg.PART",
                "a${nowhere}",
                "drydock.target",
                "${none}");
        XmlElement pom = parent(
                "configuration",
                element("target", "pom"),
                parent("buildArgs", unknown("OTHER", "${other}", "other"), element("KEPT", "x")));
        for (int i = 0; i < 2; i++) {
            Settings settings = settings(user, pom);
            assertThat(settings.map(BUILD_ARGS)).containsOnly(Map.entry("KEPT", "x"), Map.entry("PART", "a${nowhere}"));
            assertThat(settings.text(TARGET)).contains("pom");
        }
        assertThat(log.text().lines().filter(line -> line.startsWith("[WARNING]")))
                .containsExactlyInAnyOrder(
                        "[WARNING] -Ddrydock.buildArg.WHOLE: ${nowhere} stands for nothing, so it counts as not set;"
                                + " define nowhere, or write $${nowhere} for the text itself",
                        "[WARNING] -Ddrydock.buildArg.PART: ${nowhere} stands for nothing, so it stays as it is;"
                                + " define nowhere, or write $${nowhere} for the text itself",
                        "[WARNING] -Ddrydock.target: ${none} stands for nothing, so it counts as not set;"
                                + " define none, or write $${none} for the text itself",
                        "[WARNING] <buildArgs> in the POM: ${other} stands for nothing, so it counts as not set;"
                                + " define other, or write $${other} for the text itself");
    }

    @Test
    void aNameWithAnExpressionThatStandsForNothingIsRefused() {
        assertThatThrownBy(() -> settings(Map.of("drydock.image", "me/app:${branch}"), XmlElement.NONE)
                        .text(IMAGE))
                .hasMessage("-Ddrydock.image: ${branch} stands for nothing")
                .isInstanceOfSatisfying(
                        BuildFailure.class, e -> assertThat(e.hint()).contains("-Dbranch=", "<properties>"));
        XmlElement whole = parent("configuration", parent("image", unknown("name", "${name}", "name")));
        assertThatThrownBy(() -> settings(Map.of(), whole).text(IMAGE))
                .hasMessage("<image> in the POM: ${name} stands for nothing");
        assertThatThrownBy(() -> settings(Map.of("drydock.tags", "a,${b}"), XmlElement.NONE)
                        .list(TAGS))
                .hasMessage("-Ddrydock.tags: ${b} stands for nothing");
    }

    @Test
    void whatProgramsReadKeepsTheirVariables() {
        XmlElement pom = parent(
                "configuration",
                parent(
                        "cmd",
                        element("arg", "sh"),
                        unknown("arg", "${HOME}", "HOME"),
                        unknown("arg", "a ${X:-1}", "X:-1")));
        assertThat(settings(Map.of(), pom).words(CMD)).contains(List.of("sh", "${HOME}", "a ${X:-1}"));
        assertThat(settings(Map.of("drydock.cmd", "echo ${HOME} ${project.version}"), pom)
                        .words(CMD))
                .contains(List.of("echo", "${HOME}", "1.0"));
        assertThat(log.text()).doesNotContain("WARNING");
    }

    @Test
    void aPasswordIsTakenAsItIsAndNeverShown() {
        Settings settings = settings(
                Map.of("drydock.password", "${env.TOKEN}"),
                XmlElement.NONE,
                Map.of("env.TOKEN", "a$$b${project.version}"),
                Map.of());
        assertThat(settings.text(PASSWORD)).contains("a$$b${project.version}");
        Settings odd = settings(Map.of("drydock.password", "se${cr}et"), XmlElement.NONE);
        assertThat(odd.text(PASSWORD)).contains("se${cr}et");
        assertThat(log.text())
                .contains("WARNING] -Ddrydock.password: an expression in it stands for nothing, so it stays as it is\n")
                .doesNotContain("cr}");
    }

    @Test
    void whatSaysNothingIsNotGiven() {
        XmlElement pom = parent(
                "configuration",
                element("target", null),
                unknown("context", "${nowhere}", "nowhere"),
                parent("buildArgs"),
                element("tags", "a"),
                element("compression", "zstd"));
        Settings settings = settings(Map.of("drydock.compression", "", "drydock.noCache", "true"), pom);
        for (Setting<?> setting : List.of(TARGET, CONTEXT, BUILD_ARGS, DrydockSettings.COMPRESSION, PASSWORD)) {
            assertThat(settings.given(setting)).as(setting.name()).isFalse();
        }
        assertThat(settings.given(TAGS)).isTrue();
        assertThat(settings.given(NO_CACHE)).isTrue();
        for (String origin : List.of("user", "system", "project")) {
            Map<String, String> one = Map.of("drydock.buildArg.A", "1");
            assertThat(settings(
                                    origin.equals("user") ? one : Map.of(),
                                    XmlElement.NONE,
                                    origin.equals("system") ? one : Map.of(),
                                    origin.equals("project") ? one : Map.of())
                            .given(BUILD_ARGS))
                    .as(origin)
                    .isTrue();
        }
    }

    @Test
    void aPropertyOfTheSystemGoesBeforeOneOfTheProjectInMapsToo() {
        Map<String, String> system = Map.of("drydock.buildArg.A", "system");
        Map<String, String> project = Map.of("drydock.buildArg.A", "project", "drydock.buildArg.B", "project");
        assertThat(settings(Map.of(), XmlElement.NONE, system, project).map(BUILD_ARGS))
                .containsExactly(Map.entry("A", "system"), Map.entry("B", "project"));
    }

    @ParameterizedTest
    @CsvSource({
        "drydock.buildArgs, drydock.buildArg.NAME",
        "drydock.buildArg, drydock.buildArg.NAME",
        "drydock.images, drydock.images.web.name",
        "drydock.files, <files><set><from>",
    })
    void aPropertyThatCannotHoldASettingIsRefusedOrToldIfNobodyTypedIt(String property, String cure) {
        Map<String, String> one = Map.of(property, "x");
        assertThatThrownBy(() -> settings(one, XmlElement.NONE)).isInstanceOfSatisfying(BuildFailure.class, e -> {
            assertThat(e).hasMessage("-D" + property + " changes nothing");
            assertThat(e.hint()).contains(cure);
        });
        settings(Map.of(), XmlElement.NONE, Map.of(), one);
        assertThat(log.text())
                .contains("[WARNING] The property " + property + " changes nothing. ")
                .contains(cure);
    }

    /** One of another name may be the project's own, such as for the version of the plugin. */
    @Test
    void aPropertyOfTheProjectThatIsNearlyOneOfOursIsTold() {
        settings(
                Map.of(),
                XmlElement.NONE,
                Map.of(),
                Map.of("drydock.trget", "x", "drydock.version", "1", "drydock.target", "y", "trget", "z"));
        assertThat(log.text())
                .isEqualTo("[WARNING] The property drydock.trget changes nothing in Drydock; did you mean"
                        + " drydock.target?\n");
    }

    private static XmlElement unknown(String name, String text, String expression) {
        return new XmlElement(name, text, List.of(expression), List.of(), Map.of());
    }

    private Settings settings(Map<String, String> user, XmlElement pom) {
        return settings(user, pom, Map.of(), Map.of());
    }

    private Settings settings(
            Map<String, String> user, XmlElement pom, Map<String, String> system, Map<String, String> project) {
        var expressions = new Expressions(user, system, project, new OneProject());
        return new Settings(new SettingSources(
                user,
                pom,
                system,
                project,
                Path.of("/srv/project").toAbsolutePath(),
                expressions,
                new SettingsLog(log, notes)));
    }

    private static XmlElement element(String name, @Nullable String text) {
        return new XmlElement(name, text, List.of());
    }

    private static XmlElement parent(String name, XmlElement... children) {
        return new XmlElement(name, null, List.of(children));
    }
}
