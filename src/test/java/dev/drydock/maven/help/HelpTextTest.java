package dev.drydock.maven.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpTextTest {

    private static final String DESCRIPTOR = """
            <plugin>
              <mojos>
                <mojo>
                  <goal>build</goal>
                  <phase>package</phase>
                  <description>Builds
            the image.</description>
                  <parameters>
                    <parameter>
                      <name>target</name>
                      <description>The stage to build.</description>
                    </parameter>
                    <parameter>
                      <name>env</name>
                      <description>Such as &amp;lt;env&amp;gt;.</description>
                    </parameter>
                  </parameters>
                </mojo>
                <mojo>
                  <goal>push</goal>
                  <description>Pushes it.</description>
                  <parameters/>
                </mojo>
              </mojos>
            </plugin>
            """;

    @Test
    void goalsAreListedWithTheirPhases() throws IOException {
        assertThat(HelpText.of(plugin(), "", false, 80))
                .containsExactly(
                        "drydock:build  (phase package)",
                        "  Builds the image.",
                        "",
                        "drydock:push",
                        "  Pushes it.",
                        "");
    }

    @Test
    void settingsStandInTheirGroups() throws IOException {
        List<String> text = HelpText.of(plugin(), "build", true, 80);
        assertThat(text)
                .containsSubsequence(
                        "IMAGES BUILT FROM A DOCKERFILE",
                        "  -Ddrydock.target=...  <target>...</target>",
                        "    The stage to build.",
                        "IMAGES DESCRIBED IN THE POM",
                        "  -Ddrydock.env.NAME=...  <env><NAME>value</NAME></env>",
                        "    Such as <env>.",
                        "    Takes: map. For build.")
                .noneMatch(line -> line.contains("drydock:push"));
    }

    @Test
    void aGoalThatReadsNoSettingHasNoGroups() throws IOException {
        assertThat(HelpText.of(plugin(), "push", true, 80)).hasSize(3);
    }

    @Test
    void linesAreNoLongerThanAskedForUnlessAWordIs() throws IOException {
        assertThat(HelpText.of(plugin(), "push", false, 10)).contains("  Pushes", "  it.");
        assertThat(HelpText.of(plugin(), "push", false, 1)).contains("  Pushes", "  it.");
    }

    @Test
    void thereIsNothingToSayOfAGoalThatIsNotThere() throws IOException {
        assertThat(HelpText.of(plugin(), "pull", true, 80)).isEmpty();
    }

    private static PluginDescription plugin() throws IOException {
        return PluginDescription.read(new ByteArrayInputStream(DESCRIPTOR.getBytes(StandardCharsets.UTF_8)));
    }
}
