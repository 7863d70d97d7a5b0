package dev.drydock.report;

import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;

/**
 * The image a report is about.
 *
 * @param title its name, or where it is
 * @param digest of the manifest
 * @param imageId digest of the config
 * @param size bytes of manifest, config and layers as they are stored: what a push or a pull of it transfers at most
 */
public record ReportSubject(String title, Digest digest, Digest imageId, long size, ImageConfig config) {}
