package io.crumbless.answers.retire;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.ActivationSource;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.night.intake.DatedPath;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.LegacyFiles;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files that a job needs, whatever the pattern of a legacy source matches. */
final class ProtectedPlaces {
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<Location> folders = new ArrayList<>();

    /** @param going legacy sources whose own files are to be destroyed */
    ProtectedPlaces(JobFile job, Set<String> going) {
        protect(Location.of(job.file()), "the job file");
        job.control().passwordFile().ifPresent(file -> protect(Location.of(file), "the control database"));
        for (LegacyFiles source : job.legacy().onFiles()) {
            if (!going.contains(source.name())) {
                protectAll(Location.of(source.path()), source.table(), source.name());
            }
        }
        for (DeclarationSource source : job.declarations()) {
            protect(source.place(), source.name());
        }
        for (ErasureSource source : job.erasures()) {
            protect(source.place(), source.name());
        }
        for (ActivationSource source : job.activations()) {
            protectAll(source.path(), source.name());
        }
        folders.add(job.warehouse());
        folders.addAll(Stream.of(job.policy(), job.control().folder(), job.spill())
                .map(Location::of)
                .toList());
    }

    private void protect(DeliveryPlace place, String name) {
        if (place instanceof DeliveryPlace.Files delivered) {
            protectAll(delivered.path(), delivered.format().table(), name);
        } else if (place instanceof DeliveryPlace.Database database) {
            database.settings().passwordFile().ifPresent(file -> protect(Location.of(file), name));
        }
    }

    /** For a table, including its log. */
    private void protectAll(Location pattern, Optional<TableFormat> table, String name) {
        table.filter(TableFormat::isOneTable).ifPresent(one -> folders.add(pattern));
        protectAll(pattern, name);
    }

    private void protectAll(Location pattern, String name) {
        new DatedPath(pattern)
                .upTo(LocalDate.MAX)
                .forEach(dated -> protect(dated.file().location(), name));
    }

    private void protect(Location file, String name) {
        files.putIfAbsent(real(file), name);
    }

    /** What needs the file; empty if nothing does. */
    Optional<String> neededBy(Location file) {
        String real = real(file);
        Optional<String> source = Optional.ofNullable(files.get(real)).map(name -> "'" + name + "'");
        return source.or(() -> folders.stream()
                .filter(folder -> real.startsWith(real(folder) + "/"))
                .map(folder -> "it lies in " + folder)
                .findFirst());
    }

    /** The location with links resolved, so that a file with two names is recognised. */
    private static String real(Location file) {
        Optional<Path> local = file.localPath();
        if (local.isEmpty() || !Files.exists(local.get())) {
            return file.text();
        }
        try {
            return local.get().toRealPath().toString();
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot look at " + file + "; nothing was changed", e);
        }
    }
}
