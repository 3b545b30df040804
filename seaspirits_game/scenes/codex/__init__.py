"""The codex: an article for each of the essay's ideas, with its instruments, formulas, evidence and caveat.

`articles` reads the texts (`assets/codex/*.toml`), `evidence` the table of claims, `live` what the running network
reads, `page` sets an article into lines, `room` says where things stand, `scene` is what a person does here. May
import what scenes may; knows no trainer.
"""
