package io.crumbless.warehouse.erase;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request in the format of OpenDSR 2.0 or 1.0 (github.com/opengdpr/OpenDSR, specification.md, sections 5.3, 7.1,
 * 8.3), and the status with which it is answered. Transport, signatures and call-backs are up to the sender of the
 * file.
 *
 * @param subjectRequestId UUID assigned by the controller, in lower case
 * @param submittedAt when the person made the request
 * @param apiVersion version of the request, which is also that of the answer
 */
public record OpenDsr(
        String subjectRequestId, Type type, Instant submittedAt, List<SubjectId> subjects, String apiVersion) {
    /**
     * The supported versions. 2.0 added the field {@code regulation} and other addresses, neither of which is used
     * here; versions before 1.0 had other words.
     */
    private static final List<String> VERSIONS = List.of("1.0", "2.0");

    /** The only kind of identity that a warehouse contains. */
    private static final String CUSTOMER_ID = "controller_customer_id";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The type of the request, in the words of section 5. */
    public enum Type {
        ERASURE,
        ACCESS,
        PORTABILITY
    }

    public OpenDsr {
        subjects = List.copyOf(subjects);
    }

    /** The status of a request, in the words of section 8. */
    public enum Status {
        PENDING,
        IN_PROGRESS,
        COMPLETED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Parses an erasure request.
     *
     * @throws Failure supplier, naming what is wrong with it, never an identity
     */
    public static OpenDsr read(Path file) {
        try {
            OpenDsr request = of(Files.readAllBytes(file), file.toString());
            if (request.type() != Type.ERASURE) {
                throw refused(file.toString(), "subject_request_type is not erasure");
            }
            return request;
        } catch (IOException e) {
            throw new Failure(ErrorCategory.CALLER, "Cannot read " + file + ": it is missing or may not be read", e);
        }
    }

    /**
     * Parses a request of any type.
     *
     * @param file its name, for messages
     * @throws Failure supplier, naming what is wrong with it, never an identity
     */
    public static OpenDsr of(byte[] content, String file) {
        JsonNode request;
        try {
            request = JSON.readTree(content);
        } catch (JacksonException e) {
            // Without the cause, whose message quotes the file.
            throw refused(file, "it is no JSON");
        }
        if (request == null || !request.isObject()) {
            throw refused(file, "it is no JSON object");
        }
        return new OpenDsr(
                requestId(request, file),
                type(request, file),
                submittedAt(request, file),
                subjects(request, file),
                version(request, file));
    }

    private static String version(JsonNode request, String file) {
        String version = request.path("api_version").asString("2.0");
        if (!VERSIONS.contains(version)) {
            throw refused(file, "api_version is neither " + String.join(" nor ", VERSIONS));
        }
        return version;
    }

    private static Type type(JsonNode request, String file) {
        String word = text(request, "subject_request_type", file);
        return Arrays.stream(Type.values())
                .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> refused(file, "subject_request_type is not erasure, access or portability"));
    }

    private static String requestId(JsonNode request, String file) {
        String id = text(request, "subject_request_id", file);
        try {
            UUID uuid = UUID.fromString(id);
            if (uuid.version() == 4 && uuid.toString().equals(id)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw refused(file, "subject_request_id is not a UUID of version 4 in lower case");
    }

    private static Instant submittedAt(JsonNode request, String file) {
        try {
            return OffsetDateTime.parse(text(request, "submitted_time", file)).toInstant();
        } catch (DateTimeException e) {
            throw refused(file, "submitted_time is no RFC 3339 time with offset");
        }
    }

    private static List<SubjectId> subjects(JsonNode request, String file) {
        List<SubjectId> subjects = new ArrayList<>();
        int at = 0;
        for (JsonNode identity : request.path("subject_identities")) {
            at++;
            String type = text(identity, "identity_type", file);
            if (!type.equals(CUSTOMER_ID)
                    || !text(identity, "identity_format", file).equals("raw")) {
                throw refused(
                        file,
                        "identity " + at + " is not of type " + CUSTOMER_ID
                                + " in format raw, the only one a warehouse knows people by");
            }
            String value = text(identity, "identity_value", file);
            if (!SubjectId.isValid(value)) {
                throw refused(file, "identity " + at + " is blank or holds NUL");
            }
            subjects.add(new SubjectId(value));
        }
        if (subjects.isEmpty()) {
            throw refused(file, "subject_identities is missing");
        }
        return subjects;
    }

    private static String text(JsonNode object, String field, String file) {
        JsonNode value = object.path(field);
        if (!value.isString()) {
            throw refused(file, field + " is missing");
        }
        return value.asString();
    }

    private static Failure refused(String file, String why) {
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot read the OpenDSR request " + file + ": " + why + "; correct it, nothing was erased");
    }

    public List<Eraser.Request> requests() {
        return subjects.stream()
                .map(subject -> new Eraser.Request(subject, submittedAt, "opendsr"))
                .toList();
    }

    /**
     * The body of a status response, section 8.3.
     *
     * @param controller the sender of the request, as we know them
     * @param results number of erased rows
     */
    public String status(String controller, Status status, Instant at, long results) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("controller_id", controller);
        body.put("expected_completion_time", at.toString());
        body.put("subject_request_id", subjectRequestId);
        body.put("request_status", status.word());
        body.put("api_version", apiVersion);
        body.put("results_count", results);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n";
    }
}
