/**
 * The memory of this machine's builds: blobs, layers and their indexes, results of steps, manifests of names, digests of
 * unchanged files. Any number of processes share one store.
 *
 * <p>Layout below the root, {@code ALG} being sha256, sha384 or sha512:
 *
 * <pre>
 * CACHEDIR.TAG                        tells backup programs to pass by
 * blobs/ALG/HEX                       verified bytes, read-only; its modification time is the time of its last use
 * layers/ALG/HEX/index                index of the layer with this diff ID, see LayerIndex
 * layers/ALG/HEX/BLOBALG-BLOBHEX      text: this blob unpacks to that layer (one for each compression)
 * steps/HEX                           text: result of the step with this key
 * commands/HEX                        empty: a RUN with this text was part of a build; its time is that of the last one
 * references/HEX                      the manifest a name meant; HEX is the SHA-256 of the name
 * memo/HEX                            digests of unchanged files of one directory, see context.ContentMemo
 * locks/HEX                           held while someone makes what others may be about to make, see Store.lock
 * runtimes/HEX/                       a Java runtime linked for applications, filled by the room java
 * runtimes/HEX.used                   its modification time is the time of the last use of the directory beside it
 * worker/HEX.jsa                      archive of the worker's classes, filled by the room run; the same
 * remote/git/HEX/, HEX.used           checkouts of git repositories, and
 * remote/content/HEX                  downloads (the modification time is the time of the last use), and
 * remote/url/HEX                      what is remembered of a URL (the same), all filled by the room remote
 * libraries/HEX                       what a module's libraries were and what their POMs say, filled by the room maven
 * findings/HEX                        what a layer or a jar has in it, filled by the room inventory
 * sessions/PID-ID/                    temporary files of one open store
 * sessions/PID-ID.lock                locked by that store as long as it lives
 * prunes/PID-ID                       the sign that this session is pruning
 * </pre>
 *
 * <p>Nothing is ever changed in place but memos, which are appended to. Everything appears by rename, and refers only to what
 * appeared before: a blob, then the index, then the layer's text, then the step's. A file that a power failure cut short is
 * noticed (texts, indexes and memos have checksums, a layer's text knows the size of its blob) and counts as missing. So no
 * reader or writer waits for another. Two kinds of locks there are: that of a session, which nobody waits for, says whether
 * the session lives (if not, anyone opening the store deletes what it left); those of {@link Store#lock} only spare work.
 *
 * <p>Pruning may run at any time. It spares what was used since the oldest living session began, because that session may
 * hold the path; looking something up sets its time. Between a pruner's look at that time and the deletion lies a moment, so a
 * pruner first puts up a sign, and whoever has just set a time, or written a text, looks for signs afterwards: if there is
 * one, it waits for the end of that prune and looks again whether the file is there. Those who fill folders of the store
 * themselves do so by {@link Store#keep}. Not here: {@code snapshots/}, whose files belong to ids only the sandbox acts for;
 * the room run.root prunes them.
 */
@NullMarked
package dev.drydock.store;

import org.jspecify.annotations.NullMarked;
