package dev.drydock.maven;

import org.apache.maven.plugin.logging.Log;

/** Maven's log as text, a level and a line each. */
public final class RecordedLog implements Log {

    private final StringBuilder text = new StringBuilder();
    private final boolean debug;
    private final boolean info;

    public RecordedLog() {
        this(false, true);
    }

    public RecordedLog(boolean debug, boolean info) {
        this.debug = debug;
        this.info = info;
    }

    public String text() {
        return text.toString();
    }

    private void add(String level, CharSequence content) {
        text.append('[').append(level).append("] ").append(content).append('\n');
    }

    @Override
    public boolean isDebugEnabled() {
        return debug;
    }

    @Override
    public void debug(CharSequence content) {
        if (debug) {
            add("DEBUG", content);
        }
    }

    @Override
    public void debug(CharSequence content, Throwable error) {
        debug(content);
    }

    @Override
    public void debug(Throwable error) {
        debug(error.toString());
    }

    @Override
    public boolean isInfoEnabled() {
        return info;
    }

    @Override
    public void info(CharSequence content) {
        if (info) {
            add("INFO", content);
        }
    }

    @Override
    public void info(CharSequence content, Throwable error) {
        info(content);
    }

    @Override
    public void info(Throwable error) {
        info(error.toString());
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public void warn(CharSequence content) {
        add("WARNING", content);
    }

    @Override
    public void warn(CharSequence content, Throwable error) {
        warn(content);
    }

    @Override
    public void warn(Throwable error) {
        warn(error.toString());
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public void error(CharSequence content) {
        add("ERROR", content);
    }

    @Override
    public void error(CharSequence content, Throwable error) {
        error(content);
    }

    @Override
    public void error(Throwable error) {
        error(error.toString());
    }
}
