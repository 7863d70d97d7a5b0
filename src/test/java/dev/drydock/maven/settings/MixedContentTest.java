package dev.drydock.maven.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixedContentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<env>FOO=bar<A>1</A></env> | env | FOO=bar",
                "<env><A>1</A>FOO=bar</env> | env | FOO=bar",
                "<env> a <A/> b </env> | env | a  b",
                "<image>me/app<target>web</target></image> | image | me/app",
                "<env><![CDATA[x]]><A>1</A></env> | env | x",
                "x<env/> | configuration | x",
                "<env><A a='>'>1</A>y</env> | env | y",
            })
    void textBesideElementsIsRefused(String configuration, String element, String text) {
        assertThatThrownBy(() -> MixedContent.refuse(pom(configuration)))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("<" + element + "> in the POM has text beside its elements: '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<env> <A>1</A> <!-- a <b> --> <?pi x?> </env>",
                "<env/><image a='x/>'>me/app</image>",
                "<run><command><![CDATA[a <b> && c]]></command></run>",
                "<env><A>a &amp; b</A></env>",
            })
    void textAloneAndElementsAloneAreNot(String configuration) {
        assertThatCode(() -> MixedContent.refuse(pom(configuration))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<artifactId>drydock-maven-plugin</artifactId>",
                "<plugin><artifactId>drydock-maven-plugin</artifactId>",
                "<artifactId>drydock-maven-plugin</artifactId></plugin><",
                "<plugin><configuration>x<a/><!-- drydock-maven-plugin --></configuration></plugin>",
            })
    void aMentionOfThePluginElsewhereDoesNoHarm(String text) {
        assertThatCode(() -> MixedContent.refuse(text)).doesNotThrowAnyException();
    }

    private static String pom(String configuration) {
        return "<project><plugin><artifactId>other</artifactId><configuration>t<a/></configuration></plugin>"
                + "<plugin><artifactId>drydock-maven-plugin</artifactId>odd<configuration>" + configuration
                + "</configuration></plugin></project>";
    }
}
