package dev.drydock.maven.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.OneProject;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape of XML against every shape of setting: what is not read is refused. */
class ConfigurationShapesTest {

    /** Contents of an element: text, list, map, properties, nested list, nested map, attribute in it, nothing, words. */
    private static final Map<String, String> CONTENTS = Map.of(
            "text", "x",
            "pair", "FOO=bar",
            "list", "<i>x</i><i>y</i>",
            "map", "<A>x</A><B>y</B>",
            "properties", "<property><name>a/b</name><value>x</value></property>",
            "lists in a list", "<i><j>x</j></i><i><j>y</j></i>",
            "maps in a map", "<A><B>x</B></A><C/>",
            "attributes", "<i name='A' value='x'/>",
            "nothing", "");

    /** One setting of each shape, and what it takes. */
    private static final Map<String, List<String>> TAKEN = Map.of(
            "target", List.of("text", "pair", "nothing"),
            "noCache", List.of("text", "pair", "nothing"),
            "dockerfile", List.of("text", "pair", "nothing"),
            "waitPort", List.of("text", "pair", "nothing"),
            "tags", List.of("text", "pair", "list", "nothing"),
            "jvmFlags", List.of("text", "pair", "list", "nothing"),
            "env", List.of("map", "properties", "nothing"),
            "image", List.of("text", "pair", "nothing"),
            "images", List.of("map", "nothing"),
            "healthcheck", List.of("text", "pair", "nothing"));

    @TestFactory
    Stream<DynamicTest> aShapeThatASettingDoesNotTakeIsRefusedNamingIt() {
        return TAKEN.keySet().stream()
                .sorted()
                .flatMap(setting -> Stream.of("", "image")
                        .filter(holder -> holder.isEmpty() || !setting.startsWith("image"))
                        .flatMap(holder -> CONTENTS.keySet().stream().sorted().map(content -> {
                            String element = "<" + setting + ">" + CONTENTS.get(content) + "</" + setting + ">";
                            String xml =
                                    holder.isEmpty() ? element : "<" + holder + ">" + element + "</" + holder + ">";
                            return DynamicTest.dynamicTest(setting + " in '" + holder + "': " + content, () -> {
                                if (TAKEN.get(setting).contains(content)) {
                                    assertThatCode(() -> check(xml)).doesNotThrowAnyException();
                                } else {
                                    assertThatThrownBy(() -> check(xml))
                                            .isInstanceOfSatisfying(BuildFailure.class, e -> {
                                                assertThat(e.getMessage()).contains("<");
                                                assertThat(e.hint())
                                                        .contains("<")
                                                        .isNotBlank();
                                            });
                                }
                            });
                        })));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<env>FOO=bar</env> | <env> in the configuration of the plugin holds text |"
                        + " <env><FOO>value</FOO></env>",
                "<buildArgs>V=1</buildArgs> | <buildArgs> in the configuration | <buildArgs><V>value</V></buildArgs>",
                "<image><labels>x=y</labels></image> | <labels> in <image> holds text | <labels><x>value</x></labels>",
                "<images><web><labels>x</labels></web></images> | <labels> in <web> |"
                        + " <labels><NAME>value</NAME></labels>",
                "<labels><label>a=b</label></labels> | <labels> is not a list | <labels><a>value</a></labels>",
                "<env><variable>A=1</variable><variable>B=2</variable></env> | <env> is not a list |"
                        + " <env><A>value</A></env>",
                "<env><A>1</A><A>2</A></env> | <A> in <env> is there more than once | named as what it sets",
                "<env><v name='A'>1</v></env> | <v> in <env> has the attribute name | <env><NAME>value</NAME></env>",
                "<env><v><name>A</name><vlaue>1</vlaue></v></env> | <vlaue> in <v> | <env><NAME>value</NAME></env>",
                "<env><v><name/><value>1</value></v></env> | <v> in <env> has no name | <NAME>",
                "<env><A><B>1</B></A></env> | <A> in <env> holds elements | <property><name>a/b</name>",
                "<tags><latest/></tags> | <latest> in <tags> is empty | <tags><tag>latest</tag></tags>",
                "<tags><tag><a>1</a></tag></tags> | <tag> in <tags> holds elements | <tags><tag>value</tag></tags>",
                "<jvmFlags><Xmx>1g</Xmx><Xss>1m</Xss></jvmFlags> | <Xmx> and <Xss> | <jvmFlags><jvmFlag>value",
                "<insecureRegistries><a><b/></a></insecureRegistries> | <a> in | <insecureRegistry>value",
                "<run><x><y>z</y></x></run> | <x> in <run> holds elements | <run><command>value</command></run>",
                "<image>a</image><image>b</image> | <image> in the configuration of the plugin is there more |"
                        + " <images>",
                "<target>a</target><target>b</target> | <target> in the configuration | once",
                "<image><user>a</user><user>b</user></image> | <user> in <image> is there more than once | once",
                "<image name='x'/> | <image> in the configuration of the plugin has the attribute name | <name>me/app",
                "<image><name><first>x</first></name></image> | <name> in <image> holds elements | <name>value</name>",
                "<images>web</images> | <images> in the configuration of the plugin holds text | <images><web>",
                "<images><a/><a/></images> | <a> in <images> is there more than once | own name",
                "<images><a><images><b/></images></a></images> | <images> is not an element of <a> | <",
                "<image><image>x</image></image> | <image> is not an element of <image> | <name>",
                "<files>src/x</files> | <files> in the configuration of the plugin holds text, but takes sets |"
                        + " <files><set>",
                "<files><set><from><a/></from></set></files> | <from> in a set of <files> holds elements |"
                        + " <from>value</from>",
                "<files><set><from>a</from><from>b</from></set></files> | <from> in a set of <files> is there more |"
                        + " once",
                "<files><set><includes><i><j/></i></includes></set></files> | <i> in <includes> holds | <include>value",
                "<files><from>a</from></files> | <from> in <files> holds text, but is a set | <files><set>",
                "<healthcheck><cmd><arg>x</arg></cmd></healthcheck> | <cmd> in <healthcheck> holds | <cmd>value</cmd>",
                "<healthcheck><cmd>a</cmd><cmd>b</cmd></healthcheck> | <cmd> in <healthcheck> is there more | once",
            })
    void theElementAndTheCureAreNamed(String xml, String element, String cure) {
        assertThatThrownBy(() -> check(xml)).isInstanceOfSatisfying(BuildFailure.class, e -> {
            assertThat(e.getMessage()).contains(element);
            assertThat(e.hint()).contains(cure);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<env><A>1</A><B/></env>",
                "<env combine.children='append'><A>1</A><A>2</A></env>",
                "<env combine.self='override'/>",
                "<env><p><name>a</name></p><p><name>b</name><value/></p></env>",
                "<env><JAVA_OPTS>-Da=b</JAVA_OPTS></env>",
                "<labels><org.opencontainers.image.title xml:space='preserve'> x"
                        + " </org.opencontainers.image.title></labels>",
                "<tags><tag/></tags>",
                "<cmd><arg/><arg>x</arg></cmd>",
                "<jvmFlags><flag>-Xmx1g</flag><flag>-Xss1m</flag></jvmFlags>",
                "<tags combine.children='append'><tag>a</tag><name>b</name></tags>",
                "<ports><http>8080</http></ports>",
                "<images><web>me/web</web><worker><env><A>1</A></env></worker></images>",
                "<files><set><from>a</from><includes><i>x</i></includes></set><set><from>b</from></set></files>",
            })
    void whatCanBeUnderstoodIsNot(String xml) {
        assertThatCode(() -> check(xml)).doesNotThrowAnyException();
    }

    /** A form for each setting that the cures show, and that is itself one that is read. */
    @Test
    void theExamplesOfCuresAreUnderstood() {
        for (Setting<?> setting : DrydockSettings.all()) {
            assertThatCode(() -> check(setting.example("value")))
                    .as(setting.name())
                    .doesNotThrowAnyException();
        }
    }

    private static void check(String xml) throws Exception {
        var dom = Xpp3DomBuilder.build(new StringReader("<configuration>" + xml + "</configuration>"));
        var expressions = new Expressions(Map.of(), Map.of(), Map.of(), new OneProject());
        ConfigurationShapes.check(PomConfiguration.of(dom, expressions));
    }
}
