package io.crumbless.settings.policy;

import io.crumbless.kernel.policy.Marking;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.NoticeText;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.policy.Register;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlMapping;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@code purposes.yaml}: purposes, and the notices that explain them. */
final class PurposesReader {
    private static final Pattern NOTICE_ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern NOTICE_VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,30}");

    private final Problems problems;
    private final Vocabulary vocabulary;

    PurposesReader(Problems problems, Vocabulary vocabulary) {
        this.problems = problems;
        this.vocabulary = vocabulary;
    }

    Register read(YamlMapping file) {
        YamlMapping written = file.mapping("purposes");
        Map<String, Purpose> purposes = new LinkedHashMap<>();
        written.mappings()
                .forEach((id, purpose) -> purpose(written, id, purpose).ifPresent(p -> purposes.put(id, p)));
        if (file.has("purposes") && written.keys().isEmpty()) {
            file.problem("purposes", "Missing purposes: nothing could ever be declared");
        }
        List<YamlMapping> noticesWritten = file.list("notices").mappings();
        List<Notice> notices = notices(noticesWritten, new TreeSet<>(written.keys()));
        checkCovered(written, purposes, noticesWritten);
        file.finish();
        return new Register(purposes, notices);
    }

    private Optional<Purpose> purpose(YamlMapping owner, String id, YamlMapping purpose) {
        int before = problems.size();
        if (!Purpose.isId(id)) {
            owner.problem(id, "Invalid purpose id '" + id + "': use lower-case letters, digits and single underscores");
        }
        String iri = purpose.word("dpv", vocabulary.purposes(), "");
        String dataUse = References.name(purpose, "fideslang", vocabulary.dataUses());
        Map<String, String> title = Titles.read(purpose);
        Optional<String> legalBasis = purpose.optionalWord("legal-basis", vocabulary.legalBasesOfPurposes());
        List<Marking> markings =
                purpose.words("sale-and-sharing", Names.words(List.of(Marking.values()), Marking::word));
        boolean servesLimited = purpose.optionalWord("limited-use", Map.of("permitted", true, "barred", false))
                .orElse(false);
        purpose.finish();
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Purpose(id, iri, dataUse, title, legalBasis, new HashSet<>(markings), servesLimited));
    }

    private List<Notice> notices(List<YamlMapping> written, Set<String> purposes) {
        List<Notice> notices = new ArrayList<>();
        for (YamlMapping entry : written) {
            Optional<Notice> notice = notice(entry, purposes);
            notice.ifPresent(added -> {
                checkAgainst(notices, added, entry);
                notices.add(added);
            });
        }
        return notices;
    }

    private Optional<Notice> notice(YamlMapping entry, Set<String> purposes) {
        int before = problems.size();
        String id = entry.string("id");
        checkShape(entry, "id", id, NOTICE_ID, "use lower-case letters, digits and dashes");
        String version = entry.string("version");
        checkShape(entry, "version", version, NOTICE_VERSION, "use letters, digits, dots and dashes");
        LocalDate from = entry.parsed("valid-from", Dates::parse, LocalDate.EPOCH);
        Optional<LocalDate> to = entry.optionalParsed("valid-to", Dates::parse);
        if (to.isPresent() && problems.size() == before && !to.get().isAfter(from)) {
            entry.problem(
                    "valid-to",
                    "Invalid " + entry.name("valid-to") + " '" + to.get()
                            + "': the notice would be valid on no day, because it begins on " + from);
        }
        Set<String> covered = References.purposes(entry, "purposes", purposes);
        Map<String, NoticeText> texts = texts(entry);
        entry.finish();
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Notice(id, version, texts, new TreeSet<>(covered), from, to));
    }

    private static void checkShape(YamlMapping entry, String key, String text, Pattern shape, String advice) {
        if (!text.isEmpty() && !shape.matcher(text).matches()) {
            entry.problem(key, "Invalid " + entry.name(key) + " '" + text + "': " + advice);
        }
    }

    private static Map<String, NoticeText> texts(YamlMapping entry) {
        YamlMapping byLanguage = entry.mapping("text");
        Titles.checkLanguages(byLanguage);
        Map<String, NoticeText> texts = new TreeMap<>();
        byLanguage.strings().forEach((language, text) -> texts.put(language, NoticeText.of(text)));
        if (entry.has("text") && byLanguage.keys().isEmpty()) {
            entry.problem(
                    "text", "Missing " + entry.name("text") + ": a notice needs its text in at least one language");
        }
        return texts;
    }

    /** Two versions of one notice must not be valid on the same day, because it would be unclear which was shown. */
    private static void checkAgainst(List<Notice> earlier, Notice notice, YamlMapping entry) {
        for (Notice other : earlier) {
            if (!other.id().equals(notice.id())) {
                continue;
            }
            if (other.version().equals(notice.version())) {
                entry.problem(
                        "version",
                        "Invalid " + entry.name("version") + " '" + notice.version() + "': notice " + notice.id()
                                + " has this version already");
            } else if (overlap(other, notice)) {
                entry.problem(
                        "valid-from",
                        "Invalid validity of notice " + notice.id() + " version " + notice.version()
                                + ": it overlaps with version " + other.version());
            }
        }
    }

    private static boolean overlap(Notice left, Notice right) {
        boolean leftStartsBeforeRightEnds =
                right.validTo().map(left.validFrom()::isBefore).orElse(true);
        boolean rightStartsBeforeLeftEnds =
                left.validTo().map(right.validFrom()::isBefore).orElse(true);
        return leftStartsBeforeRightEnds && rightStartsBeforeLeftEnds;
    }

    /** Reports purposes that no notice lists: nothing could ever be declared for them. */
    private static void checkCovered(YamlMapping written, Map<String, Purpose> purposes, List<YamlMapping> notices) {
        Set<String> covered = new TreeSet<>();
        notices.forEach(notice -> notice.texts("purposes").forEach(purpose -> covered.add(purpose.text())));
        for (String id : purposes.keySet()) {
            if (!covered.contains(id)) {
                written.problem(
                        id, "Invalid purpose '" + id + "': no notice explains it, so nothing can be declared for it");
            }
        }
    }
}
