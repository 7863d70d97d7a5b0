package dev.drydock.engine.source;

import dev.drydock.engine.ImageSource;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.frontend.SourceTimes;
import java.io.IOException;

/** Reads the description of an image. */
record SourceReader(BuildTrace trace, SourceTimes times) implements ImageSource.Visitor<PlannedSource, IOException> {

    @Override
    public PlannedSource visit(ImageSource.Dockerfile dockerfile) throws IOException {
        return new DockerfileSource(dockerfile, trace, times);
    }

    @Override
    public PlannedSource visit(ImageSource.Application application) {
        return new AppSource(application, trace);
    }
}
