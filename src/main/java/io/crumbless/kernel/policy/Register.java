package io.crumbless.kernel.policy;

import java.util.List;
import java.util.Map;

/**
 * The content of {@code purposes.yaml}.
 *
 * @param purposes by id, in the order of the file
 * @param notices in the order of the file
 */
public record Register(Map<String, Purpose> purposes, List<Notice> notices) {}
