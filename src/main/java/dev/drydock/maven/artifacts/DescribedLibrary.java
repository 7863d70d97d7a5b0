package dev.drydock.maven.artifacts;

import dev.drydock.maven.session.LibraryArtifact;

/** A library and the facts about its file. */
record DescribedLibrary(LibraryArtifact library, ArtifactFacts facts) {}
