package dev.factum.gateway.kafka;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/// What topics are called among all topics of all clusters, for good: `CLUSTER/TOPIC@ID`. A topic
/// that is deleted and made again has another id, so that the positions of the old one are not
/// taken for its own. Safe to share between threads.
final class SourceNames {

    private static final int LONGEST_WAIT_SECONDS = 10;

    private final Admin admin;

    SourceNames(Admin admin) {
        this.admin = admin;
    }

    /// The name of each topic.
    ///
    /// @throws FactumError if the cluster does not say
    Map<String, String> of(Collection<String> topics) {
        var names = new HashMap<String, String>();
        String cluster = wait(admin.describeCluster().clusterId());
        wait(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, description) ->
                        names.put(topic, cluster + "/" + topic + "@" + description.topicId()));
        return names;
    }

    private static <T> T wait(KafkaFuture<T> answer) {
        try {
            return answer.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException problem) {
            throw FactumError.of(
                    MachineErrorCode.BROKER_UNAVAILABLE, "Kafka does not answer", problem);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw FactumError.of(
                    MachineErrorCode.BROKER_UNAVAILABLE,
                    "Interrupted before Kafka answered",
                    interrupted);
        }
    }
}
