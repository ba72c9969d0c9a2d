package io.crumbless.night.await;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A supplier's list of delivered files with their hashes, in the format of {@code sha256sum}: per line 64 hexadecimal
 * digits, a blank, a blank or a star, and the name of a file beside the list or in a folder below.
 */
final class DeliverySums {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](\\S.*)");

    private final Location list;
    private final Map<String, String> sums;

    private DeliverySums(Location list, Map<String, String> sums) {
        this.list = list;
        this.sums = sums;
    }

    /** @throws Failure input if it is malformed, or contains no file or one elsewhere */
    static DeliverySums read(Location list) {
        Map<String, String> sums = new LinkedHashMap<>();
        text(list).lines().filter(line -> !line.isBlank()).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || isElsewhere(matcher.group(2))) {
                throw unusable(list, "line " + (sums.size() + 1) + " is not a hash and the name of a file beside it");
            }
            sums.put(matcher.group(2), matcher.group(1).toLowerCase(Locale.ROOT));
        });
        if (sums.isEmpty()) {
            throw unusable(list, "it names no file");
        }
        return new DeliverySums(list, sums);
    }

    private static boolean isElsewhere(String name) {
        return name.startsWith("/") || List.of(name.split("/")).contains("..");
    }

    private static Failure unusable(Location list, String why) {
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot use " + list + ": " + why + "; ask the supplier for a list as sha256sum writes it");
    }

    private static String text(Location list) {
        try (InputStream in = Storage.of(list).open(list)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot read " + list, e);
        }
    }

    /**
     * The files that do not match the list. Files are hashed only once all exist.
     *
     * @param unsettled the reason why an existing file may be incomplete
     */
    List<String> missing(Function<FileEntry, Optional<String>> unsettled) {
        List<String> missing = new ArrayList<>();
        for (String name : sums.keySet()) {
            Location file = file(name);
            if (!Storage.of(file).exists(file)) {
                missing.add(file.toString());
            } else {
                unsettled.apply(Storage.of(file).stat(file)).ifPresent(missing::add);
            }
        }
        return missing.isEmpty() ? differing() : missing;
    }

    private List<String> differing() {
        return sums.entrySet().stream()
                .filter(sum -> !Sha256.ofFile(file(sum.getKey())).equals(sum.getValue()))
                .map(sum -> file(sum.getKey()) + " (its bytes are not those " + list.name() + " lists)")
                .toList();
    }

    private Location file(String name) {
        return list.parent().child(name);
    }
}
