package io.crumbless.night.scatter;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.kernel.profile.Value;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.dataset.ProfileWriter;
import io.crumbless.warehouse.dataset.SnapshotStamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two snapshots walked side by side, however they are cut into parts and row groups, every value finds its like. */
@Tag("unit")
class ProvidedBeforeTest {
    private static final Policy POLICY = PolicyFolder.read(Path.of("jobs/policy"));
    private static final List<Integer> ATTRIBUTES =
            List.of(POLICY.indexOf("language"), POLICY.indexOf("children_age_band"));

    @TempDir
    private Path folder;

    /** A snapshot's data about an attribute of a person. */
    private record Said(Origin origin, String source, Value value) {}

    @Tag("differential")
    @Test
    void aValueIsHeldWhereTheCurrentSnapshotHasTheSameFromTheSameSource() {
        Random random = new Random(23);
        for (int round = 0; round < 10; round++) {
            SortedMap<SubjectId, Map<Integer, Said>> older = snapshot(random);
            SortedMap<SubjectId, Map<Integer, Said>> current = snapshot(random);
            List<Location> files = write("older-" + round, older, random);
            ProvidedBefore before =
                    new ProvidedBefore(POLICY, files, POLICY, write("current-" + round, current, random));
            List<String> held = new ArrayList<>();
            List<String> gone = new ArrayList<>();
            List<String> expectedHeld = new ArrayList<>();
            List<String> expectedGone = new ArrayList<>();

            files.forEach(file -> before.read(
                    file, (subject, value, there) -> (there ? held : gone).add(subject + " " + value.attribute())));
            older.forEach((subject, said) -> said.forEach((attribute, one) -> {
                if (one.origin() == Origin.PROVIDED) {
                    boolean there =
                            one.equals(current.getOrDefault(subject, Map.of()).get(attribute));
                    (there ? expectedHeld : expectedGone).add(subject.value() + " " + attribute);
                }
            }));

            assertThat(sorted(held)).isNotEmpty().isEqualTo(sorted(expectedHeld));
            assertThat(sorted(gone)).isNotEmpty().isEqualTo(sorted(expectedGone));
            assertThat(before.gone()).isEqualTo(gone.size());
        }
    }

    @Test
    void allAreGoneBesideASnapshotOfNobody() {
        SortedMap<SubjectId, Map<Integer, Said>> older = snapshot(new Random(4));
        ProvidedBefore before = new ProvidedBefore(
                POLICY, write("some", older, new Random(4)), POLICY, List.of(part("nobody", new TreeMap<>())));

        assertThat(before.gone())
                .isEqualTo(older.values().stream()
                        .flatMap(said -> said.values().stream())
                        .filter(one -> one.origin() == Origin.PROVIDED)
                        .count());
    }

    /** About two of three people, some with ids whose order is another in UTF-16. */
    private static SortedMap<SubjectId, Map<Integer, Said>> snapshot(Random random) {
        SortedMap<SubjectId, Map<Integer, Said>> people = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            String begin = List.of("C-", "\uFF23-", "\uD83D\uDC76-").get(i % 3);
            Map<Integer, Said> said = new TreeMap<>();
            for (int attribute : ATTRIBUTES) {
                if (random.nextInt(4) > 0) {
                    said.put(attribute, said(attribute, random));
                }
            }
            if (!said.isEmpty() && random.nextInt(3) > 0) {
                people.put(new SubjectId(begin + i), said);
            }
        }
        return people;
    }

    private static Said said(int attribute, Random random) {
        String source = random.nextInt(5) == 0 ? "old" : "dmp";
        boolean first = random.nextInt(4) > 0;
        Value value = attribute == ATTRIBUTES.get(0)
                ? new Value.Text(first ? "de" : "en")
                : new Value.Items(
                        first
                                ? List.of(new Value.Text("1-2y"))
                                : List.of(new Value.Text("1-2y"), new Value.Text("3-5y")));
        return new Said(random.nextInt(5) == 0 ? Origin.DECLARED : Origin.PROVIDED, source, value);
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }

    /** In parts of any size. */
    private List<Location> write(String name, SortedMap<SubjectId, Map<Integer, Said>> people, Random random) {
        List<Location> parts = new ArrayList<>();
        SortedMap<SubjectId, Map<Integer, Said>> part = new TreeMap<>();
        for (Map.Entry<SubjectId, Map<Integer, Said>> person : people.entrySet()) {
            part.put(person.getKey(), person.getValue());
            if (random.nextInt(50) == 0) {
                parts.add(part(name + "-" + parts.size(), part));
                part.clear();
            }
        }
        parts.add(part(name + "-" + parts.size(), part));
        return parts;
    }

    private Location part(String name, SortedMap<SubjectId, Map<Integer, Said>> people) {
        Location part = Location.of(folder.resolve(name + ".parquet"));
        PartSettings settings = PartSettings.DEFAULT.withRowGroup(16, 1L << 20);
        try (PartWriter out = PartWriter.create(part, Layout.profiles(POLICY).schema(), settings)) {
            ProfileWriter writer = new ProfileWriter(out, POLICY, new SnapshotStamp("run", "policy", 0));
            people.forEach((subject, said) -> writer.write(new Profile(subject, "DE", entries(said))));
            out.finish();
        }
        return part;
    }

    private static List<Profile.Entry> entries(Map<Integer, Said> said) {
        return said.entrySet().stream()
                .map(one -> new Profile.Entry(one.getKey(), one.getValue().value(), lineage(one.getValue())))
                .toList();
    }

    private static Lineage lineage(Said said) {
        return new Lineage(
                said.origin(),
                null,
                said.source(),
                null,
                null,
                List.of("insight"),
                null,
                null,
                7,
                null,
                "rule",
                List.of());
    }
}
