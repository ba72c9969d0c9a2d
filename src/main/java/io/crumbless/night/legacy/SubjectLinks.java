package io.crumbless.night.legacy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.IdHash;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts the cookies that links assign to one person, by reading every link. Not thread-safe. */
public final class SubjectLinks {
    private final Policy policy;
    private final String subjectId;
    private final Set<String> trusted = new HashSet<>();
    private final Set<String> untrusted = new HashSet<>();

    public SubjectLinks(Policy policy, String subjectId) {
        this.policy = policy;
        this.subjectId = subjectId;
    }

    /**
     * Reports every spelling under which a file links an id, by any method.
     *
     * @param key hash of the id's key
     * @throws io.crumbless.process.Failure if the file cannot be read
     */
    public static void spellings(LinkSource source, FileEntry file, long key, Consumer<String> found) {
        List<WantedColumn> wanted = List.of(new WantedColumn("subject-id", source.subjectId()));
        try (DeliveredRows rows = DeliveredRows.of(source.files(), file, wanted)) {
            while (rows.next()) {
                String id = rows.refusal() == null ? DeliveredText.id(rows.value(0)) : null;
                if (id != null && IdHash.ofKey(id) == key) {
                    found.accept(source.files().ids().subjects().key(id));
                }
            }
        } catch (IOException e) {
            throw LinkScanner.unreadable(source.files(), file, e);
        }
    }

    /** @throws io.crumbless.process.Failure if the file cannot be read */
    public void scan(LinkSource source, FileEntry file) {
        List<WantedColumn> wanted = Stream.concat(
                        Stream.of(
                                new WantedColumn("cookie-id", source.cookieId()),
                                new WantedColumn("subject-id", source.subjectId())),
                        source.method().stream().map(column -> new WantedColumn("method", column)))
                .toList();
        try (DeliveredRows rows = DeliveredRows.of(source.files(), file, wanted)) {
            while (rows.next()) {
                if (rows.refusal() == null && isOfThePerson(source, rows.value(1))) {
                    take(
                            source.files().ids().cookies(),
                            rows.value(0),
                            source.method().isPresent()
                                    ? rows.value(2)
                                    : source.allBy().orElse(null));
                }
            }
        } catch (IOException e) {
            throw LinkScanner.unreadable(source.files(), file, e);
        }
    }

    private boolean isOfThePerson(LinkSource source, @Nullable String subject) {
        return subject != null && source.files().ids().subjects().key(subject).equals(subjectId);
    }

    private void take(IdFold cookies, @Nullable String cookie, @Nullable String method) {
        if (cookie != null && method != null) {
            (policy.provenance().trustsLink(method) ? trusted : untrusted).add(cookies.key(cookie));
        }
    }

    /** The number of cookies linked to this person only. */
    public int own(LinkTable links, int ordinal) {
        return (int) trusted.stream()
                .filter(cookie -> answer(links, cookie) == ordinal)
                .count();
    }

    /** The number of cookies linked to this person and to others. */
    public int shared(LinkTable links) {
        return (int) trusted.stream()
                .filter(cookie -> answer(links, cookie) == LinkTable.AMBIGUOUS)
                .count();
    }

    /** The number of cookies linked to the person only by methods that the policy does not trust. */
    public int untrusted() {
        return (int)
                untrusted.stream().filter(cookie -> !trusted.contains(cookie)).count();
    }

    private static int answer(LinkTable links, String cookie) {
        byte[] bytes = DeliveredText.bytes(cookie);
        return links.subjectOf(bytes, 0, bytes.length);
    }
}
