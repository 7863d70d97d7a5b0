package dev.drydock.engine.source;

import dev.drydock.engine.ImageSource;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.frontend.SourceTimes;
import java.io.IOException;

/** Reads the description of an image. */
public record SourceReader(BuildTrace trace, SourceTimes times)
        implements ImageSource.Visitor<PlannedSource, IOException> {

    public static PlannedSource read(ImageSource source, BuildTrace trace, SourceTimes times) throws IOException {
        return source.accept(new SourceReader(trace, times));
    }

    @Override
    public PlannedSource visit(ImageSource.Dockerfile dockerfile) throws IOException {
        return new DockerfileSource(dockerfile, trace, times);
    }

    @Override
    public PlannedSource visit(ImageSource.Application application) {
        return new AppSource(application, trace);
    }
}
