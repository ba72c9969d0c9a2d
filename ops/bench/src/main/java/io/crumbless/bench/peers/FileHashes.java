package io.crumbless.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of files, as {@code sha256sum} lists them, on as many threads as there are processors. */
final class FileHashes {
    private static final int CHUNK = 1 << 20;

    private FileHashes() {}

    /** @param folders folders of the files, including subfolders */
    static void write(List<String> folders, Path list) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> found = Files.walk(Path.of(folder))) {
                found.filter(Files::isRegularFile).filter(file -> !file.equals(list)).forEach(files::add);
            }
        }
        Files.write(list, files.parallelStream().map(FileHashes::line).sorted().toList());
    }

    private static String line(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[CHUNK];
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                while (in.read(chunk) >= 0) {
                    continue;
                }
            }
            return HexFormat.of().formatHex(digest.digest()) + "  " + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
