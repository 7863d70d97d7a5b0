package dev.drydock.maven.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalsTest {

    private static final String MVN = "org.codehaus.plexus.classworlds.launcher.Launcher package";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a person at a terminal,        xterm-256color, '',    Linux,      mvn,  true,  true",
        "a Mac,                         xterm-256color, '',    Mac OS X,   mvn,  true,  true",
        "CI=false,                      screen,         false, Linux,      mvn,  true,  true",
        "-B or -l or no colours wanted, xterm,          '',    Linux,      mvn,  false, false",
        "an editor's window,            dumb,           '',    Linux,      mvn,  true,  false",
        "no TERM,                       '',             '',    Linux,      mvn,  true,  false",
        "a CI with a terminal,          xterm,          true,  Linux,      mvn,  true,  false",
        "Windows,                       xterm,          '',    Windows 11, mvn,  true,  false",
        "a daemon,                      xterm,          '',    Linux,      org.mvndaemon.mvnd.daemon.Server, true, false",
        "an IDE,                        xterm,          '',    Linux,      /opt/eclipse/launcher.jar, true, false",
        "a JVM that does not tell,      xterm,          '',    Linux,      '',   true,  false"
    })
    void isDrawnOnOnlyIfItIsCertainWhoLooks(
            String who, String term, String ci, String system, String command, boolean colours, boolean suitable) {
        String started = command.equals("mvn") ? MVN : command;
        assertThat(Terminals.isSuitable(term, ci, system, started, colours)).isEqualTo(suitable);
    }
}
