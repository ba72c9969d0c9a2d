package io.crumbless.tools.init;

import io.crumbless.columnar.storage.Location;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a draft is asked for.
 *
 * @param folder to write into, absolute
 * @param paths of each kind, with wildcards, absolute or URIs
 * @param time to look, in all
 * @param atLeast with so many different people or cookies a segment or an answer must be seen to be written
 * @param shown how a place is called for people
 */
public record InitRequest(
        Path folder, Map<SourceKind, List<Location>> paths, Duration time, int atLeast, UnaryOperator<String> shown) {
    public static final int DEFAULT_AT_LEAST = 5;

    public InitRequest {
        paths = Map.copyOf(paths);
    }
}
