package dev.drydock.maven.session;

import dev.drydock.startup.StartUp;

/** Something that draws on the terminal that Maven prints to, and makes room for what Maven itself prints. */
@StartUp
public interface SharedScreen {

    /** Its name among the notes of a run. */
    String NOTE = "drydock.screen";

    /** Takes away what it has drawn, and draws nothing until it enters again. */
    void leave();

    void enter();
}
