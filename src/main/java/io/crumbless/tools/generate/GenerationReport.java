package io.crumbless.tools.generate;

import java.nio.file.Path;
import java.util.List;

/**
 * The generated files.
 *
 * @param files in a fixed order, without the job file
 * @param jobFile the job file; the folder if none was written
 */
public record GenerationReport(List<File> files, Path jobFile) {
    /**
     * One file.
     *
     * @param path below the folder
     */
    public record File(String path, long rows, long bytes) {}

    public GenerationReport {
        files = List.copyOf(files);
    }

    public long rows() {
        return files.stream().mapToLong(File::rows).sum();
    }

    public long bytes() {
        return files.stream().mapToLong(File::bytes).sum();
    }
}
