package dev.drydock.http;

import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/** Content that is in memory: manifests, forms. */
record BytesContent(byte[] bytes) implements Content {

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public ReadableByteChannel openAt(long offset) {
        int from = (int) offset;
        return Channels.newChannel(new ByteArrayInputStream(bytes, from, bytes.length - from));
    }
}
