package io.crumbless.columnar.storage;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded cache of a bucket: files as they were found, small contents by their ETag, and for a short time the absence
 * of files. Thread-safe.
 */
final class StoreMemory {
    /** Total size of cached contents: evidence and small deliveries. */
    private static final long MOST_BYTES = 32L << 20;

    private static final int MOST_FILES = 20_000;

    /** How long a listing, an absence, or a file that may change is cached. */
    private static final long MOMENT_NANOS = 10_000_000_000L;

    private record Content(Location location, String etag) {}

    private record Moment<T>(T seen, long nanos) {
        boolean isOver() {
            return System.nanoTime() - nanos > MOMENT_NANOS;
        }
    }

    private final Set<Location> writtenOnce = ConcurrentHashMap.newKeySet();
    private final Map<Location, FileEntry> found = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Content, byte[]> contents = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Location, Moment<List<FileEntry>>> listings = new LinkedHashMap<>();
    private final Map<Location, Moment<Boolean>> absent = new LinkedHashMap<>();
    private final Map<Location, Moment<byte[]>> lately = new LinkedHashMap<>();
    private long bytes;

    /** Declares that files below are written once; they may be deleted. */
    void writtenOnce(Location folder) {
        writtenOnce.add(folder);
    }

    boolean isWrittenOnce(Location file) {
        return writtenOnce.stream().anyMatch(folder -> file.text().startsWith(folder.text() + "/"));
    }

    synchronized Optional<FileEntry> found(Location file) {
        return Optional.ofNullable(found.get(file));
    }

    synchronized void found(FileEntry entry) {
        found.put(entry.location(), entry);
        trim(found, MOST_FILES);
    }

    synchronized boolean isAbsent(Location file) {
        Moment<Boolean> looked = absent.get(file);
        return looked != null && !looked.isOver();
    }

    synchronized void absent(Location file) {
        absent.put(file, new Moment<>(true, System.nanoTime()));
        trim(absent, MOST_FILES);
    }

    synchronized Optional<List<FileEntry>> listing(Location folder) {
        return Optional.ofNullable(listings.get(folder))
                .filter(listing -> !listing.isOver())
                .map(Moment::seen);
    }

    synchronized void listing(Location folder, List<FileEntry> entries) {
        listings.put(folder, new Moment<>(List.copyOf(entries), System.nanoTime()));
        trim(listings, MOST_FILES / 100);
    }

    synchronized Optional<byte[]> lately(Location file) {
        return Optional.ofNullable(lately.get(file))
                .filter(content -> !content.isOver())
                .map(Moment::seen);
    }

    /** @param content empty arrays take no space */
    synchronized void lately(Location file, byte[] content) {
        lately.put(file, new Moment<>(content, System.nanoTime()));
        trim(lately, MOST_FILES / 100);
    }

    synchronized Optional<byte[]> content(FileEntry file) {
        return Optional.ofNullable(contents.get(new Content(file.location(), file.etag())));
    }

    synchronized void content(FileEntry file, byte[] content) {
        if (file.etag().isEmpty() || content.length > MOST_BYTES / 4) {
            return;
        }
        byte[] before = contents.put(new Content(file.location(), file.etag()), content);
        bytes += content.length - (before == null ? 0 : before.length);
        for (Iterator<byte[]> oldest = contents.values().iterator(); bytes > MOST_BYTES; oldest.remove()) {
            bytes -= oldest.next().length;
        }
    }

    /** Invalidates a location that was written or deleted, and everything below it. */
    synchronized void forget(Location place) {
        absent.remove(place);
        lately.keySet().removeIf(file -> isAtOrBelow(file, place));
        found.keySet().removeIf(file -> isAtOrBelow(file, place));
        listings.keySet().removeIf(folder -> isAtOrBelow(folder, place) || isAtOrBelow(place, folder));
        for (Iterator<Map.Entry<Content, byte[]>> all = contents.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Content, byte[]> content = all.next();
            if (isAtOrBelow(content.getKey().location(), place)) {
                bytes -= content.getValue().length;
                all.remove();
            }
        }
    }

    private static boolean isAtOrBelow(Location file, Location place) {
        return file.equals(place) || file.text().startsWith(place.text() + "/");
    }

    private static <K, V> void trim(Map<K, V> map, int most) {
        Iterator<K> oldest = map.keySet().iterator();
        while (map.size() > most) {
            oldest.next();
            oldest.remove();
        }
    }
}
