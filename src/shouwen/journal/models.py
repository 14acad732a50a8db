from __future__ import annotations

from django.db import models


class Chain(models.Model):
    """链首: the last entry of one centre's journal. Writers take this row, so entries of a centre have one order."""

    centre_id = models.BigIntegerField(primary_key=True)
    last_seq = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="")


class Entry(models.Model):
    """留痕: one change, chained to the one before by SM3. Triggers refuse every update and delete."""

    centre_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre_id", "seq"], name="journal_entry_one_order"),
            models.CheckConstraint(condition=~models.Q(action=""), name="journal_entry_has_action"),
        ]
        indexes = [models.Index(fields=["centre_id", "subject_kind", "subject_id"], name="journal_by_subject")]


class SentMark(models.Model):
    """一次提交的记号: what a browser sent after the line was down is done once, however often it arrives."""

    centre_id = models.BigIntegerField()
    mark = models.CharField(max_length=40)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre_id", "mark"], name="journal_mark_once")]


class SealedWords(models.Model):
    """原话: words of an entry that may name people. Sealed, beside the chain, which keeps only their keyed hash: a retention
    rule can delete them and the chain still holds."""

    entry = models.ForeignKey("Entry", models.PROTECT, related_name="words")
    key = models.CharField(max_length=20)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="journal_words_once")]
