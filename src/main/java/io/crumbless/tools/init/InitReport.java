package io.crumbless.tools.init;

import io.crumbless.tools.inspect.Inspection;
import java.nio.file.Path;
import java.util.List;

/**
 * What was drafted, and what is left to decide.
 *
 * @param policy the folder of the policy
 * @param written files, in the order of their names
 * @param segments how many stand in segments.csv, all unknown
 * @param rareSegments how many others were seen
 * @param decisions in sentences, in the order in which they are best made
 */
public record InitReport(
        Inspection inspection,
        Path policy,
        List<Path> written,
        int segments,
        long rareSegments,
        int attributes,
        boolean whole,
        List<String> decisions) {
    public InitReport {
        written = List.copyOf(written);
        decisions = List.copyOf(decisions);
    }
}
