package dev.drydock.maven.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.maven.settings.Setting.Shape;
import dev.drydock.maven.settings.Setting.Trait;
import java.io.File;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The settings that are looked up against the parameters of the goals, as Maven's plugin tools wrote them down. */
class DrydockSettingsTest {

    private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

    private static final Map<String, Parameter> PARAMETERS = new TreeMap<>();
    private static final Map<String, Set<String>> GOALS = new TreeMap<>();

    @BeforeAll
    static void read() throws Exception {
        assumeTrue(Files.exists(DESCRIPTOR), "the plugin's descriptor is written by Maven only");
        try (Reader in = Files.newBufferedReader(DESCRIPTOR)) {
            for (MojoDescriptor mojo : new PluginDescriptorBuilder().build(in).getMojos()) {
                if (!mojo.getGoal().equals("help")) {
                    for (Parameter parameter : mojo.getParameters()) {
                        PARAMETERS.put(parameter.getName(), parameter);
                        GOALS.computeIfAbsent(parameter.getName(), name -> new TreeSet<>())
                                .add(mojo.getGoal());
                    }
                }
            }
        }
    }

    @Test
    void everyParameterOfAGoalIsASettingAndEverySettingAParameter() {
        assertThat(DrydockSettings.all())
                .extracting(Setting::name)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(PARAMETERS.keySet());
    }

    @Test
    void theParameterIsOfTheTypeThatIsAskedFor() {
        for (Setting<?> setting : DrydockSettings.all()) {
            assertThat(parameter(setting).getType()).as(setting.name()).isEqualTo(type(setting));
        }
    }

    @Test
    void theParameterHasTheSameProperty() {
        for (Setting<?> setting : DrydockSettings.all()) {
            String expression = setting.property().isEmpty() || setting.shape() == Shape.MAP
                    ? null
                    : "${" + setting.property() + "}";
            assertThat(parameter(setting).getExpression()).as(setting.name()).isEqualTo(expression);
        }
    }

    @Test
    void theParameterHasTheSameDefault() {
        for (Setting<?> setting : DrydockSettings.all()) {
            assertThat(parameter(setting).getDefaultValue()).as(setting.name()).isEqualTo(setting.defaultText());
        }
    }

    @Test
    void theParameterIsOfAGoalThatMakesSuchImages() {
        for (Setting<?> setting : DrydockSettings.all()) {
            Set<String> goals = GOALS.getOrDefault(setting.name(), Set.of());
            if (setting.has(Trait.DESCRIBES_IMAGE)) {
                assertThat(goals).as(setting.name()).containsExactly("build", "lock");
            }
            if (setting.has(Trait.ABOUT_DOCKERFILE)) {
                assertThat(goals).as(setting.name()).contains("build");
            }
        }
    }

    /** The element follows from the property, so that whoever knows one knows the other. */
    @Test
    void anElementIsNamedLikeItsProperty() {
        for (Setting<?> setting : DrydockSettings.all()) {
            String name = setting.name().toLowerCase(Locale.ROOT);
            String property = setting.property().replace("drydock.", "").replace(".", "");
            assertThat(property.toLowerCase(Locale.ROOT)).isIn("", name, name.replaceFirst("s$", ""));
        }
    }

    @Test
    void everyChoiceCanBeMade() {
        List<Setting<?>> choices = DrydockSettings.all().stream()
                .filter(setting -> setting.shape() == Shape.CHOICE)
                .toList();
        assertThat(choices)
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(setting.choices()).hasSizeGreaterThan(1));
    }

    private static Parameter parameter(Setting<?> setting) {
        Parameter parameter = PARAMETERS.get(setting.name());
        assertThat(parameter).as(setting.name()).isNotNull();
        return parameter;
    }

    private static String type(Setting<?> setting) {
        return switch (setting.shape()) {
            case TEXT, TIME, SIZE, CHOICE -> String.class.getName();
            case PATH -> File.class.getName();
            case FLAG -> setting.defaultText() == null ? Boolean.class.getName() : "boolean";
            case LIST -> List.class.getName();
            case MAP -> Map.class.getName();
            case IMAGE, IMAGES, NESTED -> PlexusConfiguration.class.getName();
        };
    }
}
