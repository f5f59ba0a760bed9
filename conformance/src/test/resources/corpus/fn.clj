;; The corpus' transaction functions and predicates, as Datomic loads them: see corpus/FORMAT.md.
(ns corpus.fn
  (:require [datomic.api :as d]))

(defn positive? [value] (pos? value))

(defn even-length? [value] (even? (count value)))

(defn add-amount [db entity attribute amount]
  [[:db/add entity attribute (+ (or (get (d/entity db entity) attribute) 0) amount)]])

(defn add-twice [_ entity attribute one other]
  [[:db/add entity attribute one] [:db/add entity attribute other]])

(defn nothing [_] nil)

(defn nested-call [_ & arguments]
  [(into ['corpus.fn/add-amount] arguments)])

(defn never? [_ _] false)

(defn refuse [_]
  (d/cancel {:cognitect.anomalies/category :cognitect.anomalies/conflict
             :cognitect.anomalies/message "refused"}))

(defn low-below-high? [db entity]
  (let [{:r/keys [low high]} (d/entity db entity)]
    (boolean (and low high (< low high)))))
