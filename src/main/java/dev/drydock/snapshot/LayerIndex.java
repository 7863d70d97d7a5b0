package dev.drydock.snapshot;

import java.util.List;

/**
 * What a layer holds, without the content: enough to answer every question about a file tree that COPY, WORKDIR and USER
 * ask.
 *
 * @param entries in the order of the tar; a later entry of one name replaces an earlier one
 * @param whiteouts paths of lower layers that this layer removes
 * @param opaques directories whose lower content this layer hides; "" for the root
 */
public record LayerIndex(List<IndexEntry> entries, List<String> whiteouts, List<String> opaques) {}
