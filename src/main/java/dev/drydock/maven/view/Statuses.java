package dev.drydock.maven.view;

import dev.drydock.maven.ci.CiService;
import dev.drydock.maven.ci.FoldingStatus;
import dev.drydock.maven.log.Heartbeat;
import dev.drydock.maven.log.Status;
import dev.drydock.maven.session.Consoles;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.SharedScreen;
import dev.drydock.maven.settings.Choices.Progress;
import dev.drydock.maven.terminal.TerminalStatus;
import dev.drydock.maven.terminal.Terminals;
import dev.drydock.startup.StartUp;
import java.io.Console;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** How a goal shows what is under way: on the terminal, in the way of a CI service, or in plain lines. */
@StartUp
public final class Statuses {

    private static final String WARNED = "drydock.progress.warned";

    private Statuses() {}

    /**
     * Modules built side by side have plain lines: their lines may come at any time, and whoever draws must know when.
     *
     * @param prefix put before lines of the log
     */
    public static Status of(Invocation here, Progress progress, Log log, String prefix) {
        if (progress == Progress.PLAIN || !log.isInfoEnabled()) {
            return new Heartbeat(log, prefix);
        }
        if (here.parallel()) {
            return plain(here, progress, log, prefix, "modules are built side by side");
        }
        if (progress == Progress.AUTO) {
            CiService service = service(here);
            if (service != null) {
                return FoldingStatus.of(log, prefix, service);
            }
        }
        Console console = progress == Progress.TTY || here.interactive() ? System.console() : null;
        Status terminal = console == null ? null : terminal(here, progress, console);
        return terminal == null ? plain(here, progress, log, prefix, "the output is not a terminal") : terminal;
    }

    /** Null if the output of this run is not for one. */
    public static @Nullable CiService service(Invocation here) {
        if (here.environment("GITHUB_ACTIONS").isPresent()) {
            return CiService.GITHUB;
        }
        return here.environment("GITLAB_CI").isPresent() ? CiService.GITLAB : null;
    }

    private static @Nullable Status terminal(Invocation here, Progress progress, Console console) {
        Map<String, Object> notes = here.notesOfRun();
        if (notes.get(SharedScreen.NOTE) instanceof TerminalStatus known) {
            known.enter();
            return known;
        }
        if (!Consoles.isTerminal(console)
                || progress == Progress.AUTO
                        && !Terminals.isSuitable(
                                here.environment("TERM").orElse(""),
                                here.environment("CI").orElse(""))) {
            return null;
        }
        TerminalStatus status = Terminals.of(console);
        notes.put(SharedScreen.NOTE, status);
        return status;
    }

    private static Status plain(Invocation here, Progress progress, Log log, String prefix, String why) {
        if (progress == Progress.TTY && here.notesOfRun().put(WARNED, true) == null) {
            log.warn("drydock.progress=tty: lines are plain, because " + why);
        }
        return new Heartbeat(log, prefix);
    }
}
