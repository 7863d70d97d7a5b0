package dev.drydock.registry;

import dev.drydock.http.AnswerSink;
import dev.drydock.http.LocalFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.registry.fault.BadAnswer;
import dev.drydock.registry.fault.WrongBytes;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passes a blob on while checking it, over as many answers as it takes. Knows how far the blob is, so that the next answer
 * can go on from there.
 */
final class VerifyingSink implements AnswerSink {

    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

    private final Descriptor blob;
    private final BlobDestination destination;
    private final Progress progress;
    private MessageDigest hash;
    private long offset;
    private long skip;

    VerifyingSink(Descriptor blob, BlobDestination destination, Progress progress) {
        this.blob = blob;
        this.destination = destination;
        this.progress = progress;
        this.hash = blob.digest().newMessageDigest();
    }

    /** Bytes passed on so far. */
    long offset() {
        return offset;
    }

    boolean isComplete() {
        return offset == blob.size();
    }

    @Override
    public boolean accepts(int status, HttpHeaders headers) throws IOException {
        skip = 0;
        if (status == 200) {
            OptionalLong length = headers.firstValueAsLong("Content-Length");
            if (length.isPresent() && length.getAsLong() != blob.size()) {
                throw new WrongBytes(
                        name() + ": " + length.getAsLong() + " bytes are offered, " + blob.size() + " expected");
            }
            skip = offset;
            return true;
        }
        if (status != 206) {
            return false;
        }
        Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != offset) {
            throw new WrongBytes(name() + ": asked for bytes from " + offset + " on, offered "
                    + headers.firstValue("Content-Range").orElse("an unnamed range"));
        }
        return true;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        int skipped = (int) Math.min(skip, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        skip -= skipped;
        int length = bytes.remaining();
        if (length > blob.size() - offset) {
            throw new WrongBytes(name() + ": more than the expected " + blob.size() + " bytes came");
        }
        hash.update(bytes.duplicate());
        try {
            destination.write(bytes);
        } catch (IOException e) {
            throw new LocalFailure(e);
        }
        offset += length;
        progress.at(offset);
    }

    /**
     * To be called when an answer has ended well.
     *
     * @throws EOFException if bytes are missing; the next answer may bring them
     * @throws WrongBytes if all came and they are not the blob; the next answer starts at the beginning
     * @throws BadAnswer the same where what was passed on cannot be taken back
     */
    void finish() throws IOException {
        if (!isComplete()) {
            throw new EOFException(name() + " ended after " + offset + " of " + blob.size() + " bytes");
        }
        Digest came = Manifests.digest(blob.digest().algorithm(), hash.digest());
        if (!came.equals(blob.digest())) {
            String message = name() + ": bytes with digest " + came + " came";
            if (!restart()) {
                throw new BadAnswer(message);
            }
            throw new WrongBytes(message);
        }
        progress.done();
    }

    /** Back to the beginning; false if what was passed on cannot be taken back. */
    boolean restart() throws IOException {
        if (offset > 0) {
            try {
                if (!destination.restart()) {
                    return false;
                }
            } catch (IOException e) {
                throw new LocalFailure(e);
            }
        }
        hash = blob.digest().newMessageDigest();
        offset = 0;
        return true;
    }

    private String name() {
        return "blob " + blob.digest();
    }
}
