/// Kafka as the broker of a machine: [dev.factum.gateway.kafka.KafkaBroker].
///
/// ## On the wire
///
/// A message is a record, by the Kafka binding of CloudEvents 1.0 in binary mode:
///
/// | record | message |
/// |---|---|
/// | topic | topic |
/// | key | key, in UTF-8; Kafka's own hash of it chooses the partition |
/// | value | payload, as JSON or EDN |
/// | header `ce_id` | id |
/// | header `ce_source` | source; `urn:factum:SERVICE` if the id is unique by itself |
/// | header `ce_type` | type |
/// | header `ce_time` | time, to the nanosecond |
/// | header `ce_specversion` | `1.0` |
/// | header `ce_partitionkey` | key |
/// | header `ce_causationid` | the identity of the message that led to this one |
/// | header `ce_correlationid` | the identity of the message that all this began with |
/// | header `traceparent` | the W3C trace context that came with that, as it came |
/// | header `content-type` | `application/json` or `application/edn` |
///
/// Only the value and whichever header is there are needed to be read. Without `ce_id`, as foreign
/// producers send, the id is `TOPIC-PARTITION-OFFSET` and the source is the topic; without
/// `ce_type`, the type is what [dev.factum.gateway.kafka.KafkaSettings#plain] says, or the topic's
/// name; without `ce_time`, the time is the record's. A record without a key is a key of its own. A
/// record without a value is an empty payload.
///
/// ## Payloads
///
/// JSON is for everyone. Names are written without the colon (`"card/id"`). Longs and finite
/// doubles are numbers, and a double has a point or an exponent; uuids, instants, keywords,
/// symbols, uris, characters, big integers, decimals, and doubles that are no numbers are text;
/// bytes are text in base64; lists and sets are arrays. A record reads all of this back as it was
/// ([dev.factum.facts.record.RecordMapping#readJson]), and takes names without namespace as well.
/// Who takes a message undecoded sees the text. What EDN cannot write as a keyword is found under
/// `:json/other`, and null is absent.
///
/// EDN is for those who want every type back whoever reads: a topic at a time
/// ([dev.factum.gateway.kafka.KafkaSettings#edn]).
///
/// What cannot be read becomes a message of type `kafka/unreadable` that holds value, key and
/// headers as bytes. The machine sets it aside and goes on.
///
/// ## Positions
///
/// A machine keeps how far it has come in its own database, beside its decisions, one position for
/// `CLUSTER/TOPIC@TOPIC-ID/PARTITION`. Who takes a partition over raises its epoch there, goes on
/// after the position, and whoever had it before decides nothing more. What is committed at Kafka
/// is a copy for those who watch the group.
@NullMarked
package dev.factum.gateway.kafka;

import org.jspecify.annotations.NullMarked;
