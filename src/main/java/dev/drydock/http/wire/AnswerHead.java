package dev.drydock.http.wire;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Status line and headers of an answer (RFC 9112, sections 4 and 5).
 *
 * @param minor of the protocol's version, 0 or 1
 */
public record AnswerHead(int minor, int status, HttpHeaders headers) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-9][0-9]{2})( .*)?");
    private static final int MOST_LINES = 1000;

    /** Reads the next one that is final; those that say that the server is at work are passed over. */
    public static AnswerHead read(Connection connection) throws IOException {
        while (true) {
            AnswerHead head = one(connection);
            if (head.status >= 200) {
                return head;
            }
            if (head.status == 101) {
                throw new ProtocolException("the server wants to speak another protocol, unasked");
            }
        }
    }

    private static AnswerHead one(Connection connection) throws IOException {
        String first = connection.line();
        Matcher status = STATUS_LINE.matcher(first);
        if (!status.matches()) {
            // In the words of the JDK's client, which are put better where failures are explained.
            throw new ProtocolException("Invalid status line: \"" + first + "\"");
        }
        return new AnswerHead(
                Integer.parseInt(status.group(1)), Integer.parseInt(status.group(2)), headers(connection));
    }

    static HttpHeaders headers(Connection connection) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int lines = 0;
        for (String line = connection.line(); !line.isEmpty(); line = connection.line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || ++lines > MOST_LINES) {
                throw new ProtocolException(
                        colon <= 0
                                ? "a header of the answer has no name: \"" + line + "\""
                                : "the answer has more than " + MOST_LINES + " headers");
            }
            headers.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    boolean hasBody() {
        return status != 204 && status != 304;
    }

    boolean isChunked() {
        return lists("Transfer-Encoding", "chunked");
    }

    /** Whether the server is ready for the next request when this answer has ended. */
    boolean keepsConnection() {
        return minor == 1 && !lists("Connection", "close");
    }

    private boolean lists(String header, String word) {
        for (String value : headers.allValues(header)) {
            for (String one : value.split(",")) {
                if (one.strip().equalsIgnoreCase(word)) {
                    return true;
                }
            }
        }
        return false;
    }
}
