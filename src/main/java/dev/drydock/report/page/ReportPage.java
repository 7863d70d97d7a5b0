package dev.drydock.report.page;

import dev.drydock.image.Digest;
import dev.drydock.report.ImageReport;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The page of a report: one file with its style, its script and, as gzip in Base64, its data. It opens from disk, and its
 * Content-Security-Policy allows that one style and that one script, by their digests, and nothing else: whatever a name of a
 * file in the image says, it cannot be more than text.
 */
public final class ReportPage {

    private static final List<String> STYLES = List.of("base.css", "tables.css", "files.css");
    private static final List<String> SCRIPTS = List.of(
            "text.js",
            "data.js",
            "dom.js",
            "tabs.js",
            "overview.js",
            "layers.js",
            "treemap.js",
            "tree.js",
            "search.js",
            "files.js",
            "waste.js",
            "packages.js",
            "difference.js",
            "main.js");

    private static final String STYLE = "<!--style-->";
    private static final String SCRIPT = "<!--script-->";
    private static final String POLICY = "<!--policy-->";
    private static final String DATA = "<!--data-->";

    private ReportPage() {}

    /** Writes the page to the stream, which stays open. */
    public static void write(ImageReport report, OutputStream out) throws IOException {
        String style = joined(STYLES);
        String script = "(() => {\n'use strict';\n" + joined(SCRIPTS) + "})();\n";
        String policy = "default-src 'none'; script-src " + source(script) + "; style-src " + source(style)
                + "; base-uri 'none'; form-action 'none'";
        String page = resource("page.html")
                .replace(POLICY, policy)
                .replace(STYLE, "<style>" + style + "</style>")
                .replace(SCRIPT, "<script>" + script + "</script>");
        int data = page.indexOf(DATA);
        out.write(page.substring(0, data).getBytes(StandardCharsets.UTF_8));
        try (OutputStream packed = new GZIPOutputStream(Base64.getMimeEncoder().wrap(new Unclosed(out)), 1 << 16)) {
            ReportJson.write(report, packed);
        }
        out.write(page.substring(data + DATA.length()).getBytes(StandardCharsets.UTF_8));
    }

    /** How a policy names an inline script or style. */
    private static String source(String text) {
        byte[] hash = Digest.of(text.getBytes(StandardCharsets.UTF_8)).hash();
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    private static String joined(List<String> names) throws IOException {
        StringBuilder all = new StringBuilder("\n");
        for (String name : names) {
            all.append(resource(name));
        }
        return all.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("a part of the page is missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Lets encoders end without ending what they write to. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
