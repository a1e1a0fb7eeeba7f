BEGIN TRANSACTION;
CREATE TABLE acuse (
	code TEXT NOT NULL, 
	folio TEXT NOT NULL, 
	entrega_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	round INTEGER NOT NULL, 
	issued_at TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	CONSTRAINT pk_acuse PRIMARY KEY (code), 
	CONSTRAINT fk_acuse_entrega_id_entrega FOREIGN KEY(entrega_id) REFERENCES entrega (id), 
	CONSTRAINT uq_acuse_folio UNIQUE (folio)
)
 STRICT

;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE answered (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	message_id INTEGER NOT NULL, 
	indicator_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	said TEXT NOT NULL, 
	answered_at TEXT NOT NULL, 
	CONSTRAINT pk_answered PRIMARY KEY (id), 
	CONSTRAINT fk_answered_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE, 
	CONSTRAINT fk_answered_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_answered_person_id_message_id UNIQUE (person_id, message_id)
)
 STRICT

;
INSERT INTO "answered" VALUES(1,1,5,1,2025,3,'evidence','Oficio SP/112/2025 del 24 de septiembre','2025-09-25T18:00:00.000000+00:00');
CREATE TABLE attention (
	id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	unit_code TEXT NOT NULL, 
	person_id INTEGER, 
	who TEXT NOT NULL, 
	text TEXT NOT NULL, 
	answer TEXT, 
	answered_at TEXT, 
	answered_by TEXT, 
	CONSTRAINT pk_attention PRIMARY KEY (id), 
	CONSTRAINT ck_attention_kind CHECK (kind IN ('question', 'call', 'return')), 
	CONSTRAINT fk_attention_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE SET NULL
)
 STRICT

;
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	action TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	reason TEXT
, previous_hash TEXT, hash TEXT)
 STRICT

;
INSERT INTO "audit" VALUES(1,'2025-09-25T18:00:00.000000+00:00','person:1','avance_saved','avance:1:3T2025',NULL,'{"state": "reported", "value": "25", "cause": null, "justification": null, "action": null, "recovery_on": null, "evidence": ["Oficio SP/112/2025 del 24 de septiembre"], "version": 1}',NULL,NULL,'5b940fca288fc32375baeddd012f9bd5cc84dd6f48cd24b0fb146f82de441509');
CREATE TABLE avance (
	id INTEGER NOT NULL, 
	indicator_id INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	value TEXT, 
	justification TEXT, 
	version INTEGER NOT NULL, 
	is_imported INTEGER NOT NULL, 
	saved_at TEXT NOT NULL, 
	saved_by TEXT NOT NULL, cause TEXT, action TEXT, recovery_on TEXT, evidence_raw TEXT, 
	CONSTRAINT pk_avance PRIMARY KEY (id), 
	CONSTRAINT ck_avance_value CHECK (state = 'unconfirmed' OR value IS NOT NULL), 
	CONSTRAINT ck_avance_state CHECK (state IN ('reported', 'confirmed_zero', 'unconfirmed')), 
	CONSTRAINT ck_avance_quarter CHECK (quarter BETWEEN 1 AND 4), 
	CONSTRAINT fk_avance_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE, 
	CONSTRAINT uq_avance_indicator_id_quarter UNIQUE (indicator_id, quarter)
)
 STRICT

;
INSERT INTO "avance" VALUES(1,1,3,'reported','25',NULL,1,0,'2025-09-25T18:00:00.000000+00:00','person:1',NULL,NULL,NULL,NULL);
CREATE TABLE cause (
	id INTEGER NOT NULL, 
	side TEXT NOT NULL, 
	text TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	is_active INTEGER NOT NULL, 
	CONSTRAINT pk_cause PRIMARY KEY (id), 
	CONSTRAINT ck_cause_side CHECK (side IN ('below', 'above')), 
	CONSTRAINT uq_cause_side_text UNIQUE (side, text)
)
 STRICT

;
INSERT INTO "cause" VALUES(1,'below','Falta de recursos',1,1);
INSERT INTO "cause" VALUES(2,'below','Cambio de calendario',2,1);
INSERT INTO "cause" VALUES(3,'below','Depende de otra área',3,1);
INSERT INTO "cause" VALUES(4,'above','Mayor demanda',1,1);
INSERT INTO "cause" VALUES(5,'above','Apoyo adicional',2,1);
INSERT INTO "cause" VALUES(6,'above','Meta subestimada',3,1);
CREATE TABLE closing (
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	closed_at TEXT NOT NULL, 
	closed_by TEXT NOT NULL, 
	missing TEXT NOT NULL, 
	CONSTRAINT pk_closing PRIMARY KEY (year, quarter), 
	CONSTRAINT ck_closing_quarter CHECK (quarter BETWEEN 1 AND 4)
)
 STRICT

;
CREATE TABLE conversation (
	person_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	prompt_outbox_id INTEGER, 
	updated_at TEXT NOT NULL, 
	CONSTRAINT pk_conversation PRIMARY KEY (person_id)
)
 STRICT

;
INSERT INTO "conversation" VALUES(1,'{"draft": {"unit_code": "402", "indicator_id": 2, "period": {"year": 2025, "quarter": 3}, "step": "value", "token": "4"}}',4,6,'2025-09-25T18:00:00.000000+00:00');
INSERT INTO "conversation" VALUES(3,'{"form": {"kind": "closing", "action": "close_period", "token": "1", "unit_code": null, "subject": {"period": "2T2025", "units": "2", "missing": "402:2:2,504:1:1", "given": "", "due_on": ""}, "answers": {}, "awaited": "confirm", "options": [{"value": "yes", "label": "2T2025"}], "is_optional": false, "page": 0}}',1,10,'2025-09-25T18:00:00.000000+00:00');
INSERT INTO "conversation" VALUES(4,'{"form": {"kind": "prorroga", "action": "ask_prorroga", "token": "2", "unit_code": "504", "subject": {"period": "3T2025"}, "answers": {"unit": "504", "days": "5"}, "awaited": "reason", "options": [], "is_optional": false, "page": 0}}',2,8,'2025-09-25T18:00:00.000000+00:00');
CREATE TABLE correction (
	id INTEGER NOT NULL, 
	indicator_id INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	draft TEXT NOT NULL, 
	"before" TEXT, 
	reason TEXT NOT NULL, 
	state TEXT NOT NULL, 
	asked_at TEXT NOT NULL, 
	asked_by INTEGER NOT NULL, 
	decided_at TEXT, 
	decided_by INTEGER, 
	decision TEXT, 
	CONSTRAINT pk_correction PRIMARY KEY (id), 
	CONSTRAINT ck_correction_state CHECK (state IN ('asked', 'granted', 'refused')), 
	CONSTRAINT ck_correction_quarter CHECK (quarter BETWEEN 1 AND 4), 
	CONSTRAINT fk_correction_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE entrega (
	id INTEGER NOT NULL, 
	unit_code TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	round INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	sent_at TEXT, 
	sent_by INTEGER, 
	updated_at TEXT NOT NULL, 
	CONSTRAINT pk_entrega PRIMARY KEY (id), 
	CONSTRAINT ck_entrega_state CHECK (state IN ('open', 'sent', 'approved', 'returned', 'observed', 'accepted')), 
	CONSTRAINT ck_entrega_quarter CHECK (quarter BETWEEN 1 AND 4), 
	CONSTRAINT fk_entrega_unit_code_unit FOREIGN KEY(unit_code) REFERENCES unit (code), 
	CONSTRAINT uq_entrega_unit_code_year_quarter UNIQUE (unit_code, year, quarter)
)
 STRICT

;
CREATE TABLE entrega_move (
	id INTEGER NOT NULL, 
	entrega_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	move TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	reason TEXT, 
	data TEXT NOT NULL, 
	CONSTRAINT pk_entrega_move PRIMARY KEY (id), 
	CONSTRAINT fk_entrega_move_entrega_id_entrega FOREIGN KEY(entrega_id) REFERENCES entrega (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE evidence (
	id INTEGER NOT NULL, 
	avance_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	raw TEXT NOT NULL, 
	numbers TEXT NOT NULL, 
	dated_on TEXT, 
	date_kind TEXT, 
	issuer TEXT, 
	url TEXT, 
	flags TEXT NOT NULL, 
	file_sha256 TEXT, album TEXT, 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT ck_evidence_date_kind CHECK (date_kind IN ('emision', 'recepcion', 'envio')), 
	CONSTRAINT ck_evidence_type CHECK (type IN ('oficio', 'rango_oficios', 'oficio_sn', 'circular', 'minuta', 'registro_asistencia', 'registro_atencion', 'correo_electronico', 'informe', 'informe_interno', 'reporte_interno', 'dictamen_tecnico', 'estadistica_copia', 'url', 'archivo', 'otro')), 
	CONSTRAINT fk_evidence_avance_id_avance FOREIGN KEY(avance_id) REFERENCES avance (id) ON DELETE CASCADE, 
	CONSTRAINT fk_evidence_file_sha256_evidence_file FOREIGN KEY(file_sha256) REFERENCES evidence_file (sha256)
)
 STRICT

;
INSERT INTO "evidence" VALUES(1,1,1,'oficio','Oficio SP/112/2025 del 24 de septiembre','["SP/112/2025"]','2025-09-24','emision',NULL,NULL,'["anio_inferido"]',NULL,NULL);
CREATE TABLE evidence_file (
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	mime TEXT NOT NULL, 
	name TEXT NOT NULL, 
	stored_at TEXT NOT NULL, 
	CONSTRAINT pk_evidence_file PRIMARY KEY (sha256)
)
 STRICT

;
CREATE TABLE flag (
	id INTEGER NOT NULL, 
	indicator_id INTEGER NOT NULL, 
	period_quarter INTEGER, 
	code TEXT NOT NULL, 
	text TEXT NOT NULL, 
	source TEXT NOT NULL, 
	source_line INTEGER NOT NULL, 
	raw_row TEXT, 
	quarter INTEGER, 
	needs_confirmation INTEGER NOT NULL, 
	candidates TEXT NOT NULL, 
	CONSTRAINT pk_flag PRIMARY KEY (id), 
	CONSTRAINT fk_flag_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE, 
	CONSTRAINT uq_flag_indicator_id_period_quarter_source_line_code_quarter UNIQUE (indicator_id, period_quarter, source_line, code, quarter)
)
 STRICT

;
CREATE TABLE goal_version (
	id INTEGER NOT NULL, 
	indicator_id INTEGER NOT NULL, 
	goal_1 TEXT, 
	goal_2 TEXT, 
	goal_3 TEXT, 
	goal_4 TEXT, 
	oficio TEXT NOT NULL, 
	dated_on TEXT, 
	reason TEXT NOT NULL, 
	replaced_at TEXT NOT NULL, 
	replaced_by TEXT NOT NULL, 
	CONSTRAINT pk_goal_version PRIMARY KEY (id), 
	CONSTRAINT fk_goal_version_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE inbox (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	update_id INTEGER NOT NULL, 
	chat_id INTEGER, 
	payload TEXT NOT NULL, 
	received_at TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	not_before TEXT, 
	claimed_until TEXT, 
	claim_token TEXT, 
	error TEXT, 
	done_at TEXT, 
	CONSTRAINT ck_inbox_state CHECK (state IN ('new', 'done', 'parked')), 
	CONSTRAINT uq_inbox_update_id UNIQUE (update_id)
)
 STRICT

;
CREATE TABLE indicator (
	id INTEGER NOT NULL, 
	programme_id INTEGER NOT NULL, 
	level_kind TEXT NOT NULL, 
	level_number TEXT NOT NULL, 
	name TEXT NOT NULL, 
	definition TEXT, 
	method TEXT, 
	unit_of_measure TEXT, 
	type TEXT, 
	dimension TEXT, 
	frequency TEXT, 
	sense TEXT, 
	baseline_value TEXT, 
	baseline_year INTEGER, 
	area TEXT, 
	goal_1 TEXT, 
	goal_2 TEXT, 
	goal_3 TEXT, 
	goal_4 TEXT, 
	CONSTRAINT pk_indicator PRIMARY KEY (id), 
	CONSTRAINT ck_indicator_level_kind CHECK (level_kind IN ('Fin', 'Propósito', 'Componente', 'Actividad')), 
	CONSTRAINT fk_indicator_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE, 
	CONSTRAINT uq_indicator_programme_id_level_kind_level_number UNIQUE (programme_id, level_kind, level_number)
)
 STRICT

;
INSERT INTO "indicator" VALUES(1,1,'Componente','7','Porcentaje de Componente 7',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'25','25','25','25');
INSERT INTO "indicator" VALUES(2,1,'Actividad','7.1','Porcentaje de Actividad 7.1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'25','25','25','25');
INSERT INTO "indicator" VALUES(3,2,'Componente','1','Porcentaje de Componente 1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'25','25','25','25');
CREATE TABLE inhabil (
	day TEXT NOT NULL, 
	name TEXT NOT NULL, 
	source TEXT NOT NULL, 
	CONSTRAINT pk_inhabil PRIMARY KEY (day)
)
 STRICT

;
CREATE TABLE invitation (
	code_sha256 TEXT NOT NULL, 
	role TEXT NOT NULL, 
	unit_code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	expires_at TEXT NOT NULL, 
	used_at TEXT, 
	used_by INTEGER, is_suplente INTEGER DEFAULT '0' NOT NULL, handover TEXT, 
	CONSTRAINT pk_invitation PRIMARY KEY (code_sha256), 
	CONSTRAINT ck_invitation_role CHECK (role IN ('enlace', 'titular', 'implan', 'consulta')), 
	CONSTRAINT fk_invitation_used_by_person FOREIGN KEY(used_by) REFERENCES person (id)
)
 STRICT

;
CREATE TABLE ladder (
	programme TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	rhythm TEXT NOT NULL, 
	rungs TEXT NOT NULL, 
	goes_on INTEGER NOT NULL, 
	set_at TEXT NOT NULL, 
	set_by TEXT NOT NULL, 
	CONSTRAINT pk_ladder PRIMARY KEY (programme, recipient, rhythm), 
	CONSTRAINT ck_ladder_recipient CHECK (recipient IN ('enlace', 'suplente', 'titular')), 
	CONSTRAINT ck_ladder_rhythm CHECK (rhythm IN ('quarterly', 'monthly'))
)
 STRICT

;
CREATE TABLE lease (
	name TEXT NOT NULL, 
	holder TEXT NOT NULL, 
	until TEXT NOT NULL, 
	CONSTRAINT pk_lease PRIMARY KEY (name)
)
 STRICT

;
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY ("key")
)
 STRICT

;
CREATE TABLE month_avance (
	id INTEGER NOT NULL, 
	indicator_id INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	saved_at TEXT NOT NULL, 
	saved_by TEXT NOT NULL, 
	CONSTRAINT pk_month_avance PRIMARY KEY (id), 
	CONSTRAINT ck_month_avance_month CHECK (month BETWEEN 1 AND 12), 
	CONSTRAINT fk_month_avance_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE, 
	CONSTRAINT uq_month_avance_indicator_id_month UNIQUE (indicator_id, month)
)
 STRICT

;
CREATE TABLE narrative (
	id INTEGER NOT NULL, 
	indicator_id INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	tables TEXT NOT NULL, 
	chart TEXT, 
	version INTEGER NOT NULL, 
	saved_at TEXT NOT NULL, 
	saved_by TEXT NOT NULL, 
	CONSTRAINT pk_narrative PRIMARY KEY (id), 
	CONSTRAINT ck_narrative_quarter CHECK (quarter BETWEEN 1 AND 4), 
	CONSTRAINT fk_narrative_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE, 
	CONSTRAINT uq_narrative_indicator_id_quarter UNIQUE (indicator_id, quarter)
)
 STRICT

;
CREATE TABLE nudge (
	id INTEGER NOT NULL, 
	unit_code TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	CONSTRAINT pk_nudge PRIMARY KEY (id), 
	CONSTRAINT ck_nudge_quarter CHECK (quarter BETWEEN 1 AND 4), 
	CONSTRAINT fk_nudge_unit_code_unit FOREIGN KEY(unit_code) REFERENCES unit (code), 
	CONSTRAINT uq_nudge_unit_code_day_count UNIQUE (unit_code, day, count)
)
 STRICT

;
CREATE TABLE observation (
	id INTEGER NOT NULL, 
	entrega_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	indicator_id INTEGER, 
	text TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	solved_at TEXT, 
	CONSTRAINT pk_observation PRIMARY KEY (id), 
	CONSTRAINT fk_observation_entrega_id_entrega FOREIGN KEY(entrega_id) REFERENCES entrega (id) ON DELETE CASCADE, 
	CONSTRAINT fk_observation_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat_id INTEGER NOT NULL, 
	person_id INTEGER, 
	kind TEXT NOT NULL, 
	"key" TEXT, 
	data TEXT NOT NULL, 
	priority INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	ambiguous INTEGER NOT NULL, 
	unrendered INTEGER NOT NULL, 
	created_at TEXT NOT NULL, 
	not_before TEXT, 
	expires_at TEXT, 
	retry_at TEXT, 
	claimed_until TEXT, 
	claim_token TEXT, 
	sent_at TEXT, 
	message_id INTEGER, 
	error TEXT, 
	CONSTRAINT ck_outbox_state CHECK (state IN ('pending', 'claimed', 'sending', 'sent', 'unknown', 'dead', 'cancelled')), 
	CONSTRAINT uq_outbox_key UNIQUE ("key")
)
 STRICT

;
INSERT INTO "outbox" VALUES(1,1001,NULL,'question',NULL,'{"step": "evidence", "token": "1", "level": "Componente 7", "name": "Porcentaje de Componente 7", "programme": "", "unit_code": "402", "period": {"year": 2025, "quarter": 3}, "goal": "25", "annual_goal": "100", "accumulated_before": "0", "previous": null, "light": "green", "percent": "100", "value": "25", "indicator_id": 1}',0,'sent',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,'2025-09-25T18:00:00.000000+00:00',701,NULL);
INSERT INTO "outbox" VALUES(2,1001,NULL,'question',NULL,'{"step": "review", "token": "2", "level": "Componente 7", "name": "Porcentaje de Componente 7", "programme": "", "unit_code": "402", "period": {"year": 2025, "quarter": 3}, "goal": "25", "annual_goal": "100", "accumulated_before": "0", "previous": null, "light": "green", "percent": "100", "value": "25", "evidence": [{"type": "oficio", "raw": "Oficio SP/112/2025 del 24 de septiembre", "numbers": ["SP/112/2025"], "dated_on": "2025-09-24", "date_kind": "emision", "flags": ["anio_inferido"]}], "indicator_id": 1}',0,'sent',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,'2025-09-25T18:00:00.000000+00:00',702,NULL);
INSERT INTO "outbox" VALUES(3,1001,NULL,'answered','answered:1','{"outbox_id": 1, "said": "Oficio SP/112/2025 del 24 de septiembre"}',0,'sent',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,'2025-09-25T18:00:00.000000+00:00',703,NULL);
INSERT INTO "outbox" VALUES(4,1001,NULL,'answered','answered:2','{"outbox_id": 2, "said": "Guardado"}',0,'sent',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,'2025-09-25T18:00:00.000000+00:00',704,NULL);
INSERT INTO "outbox" VALUES(5,1001,NULL,'saved',NULL,'{"level": "Componente 7", "unit_code": "402", "period": {"year": 2025, "quarter": 3}, "due": {"on": "2025-09-30", "workdays_left": 3, "received_until": "2025-10-07", "ends_at": "2025-10-01T05:59:59Z"}, "remaining": [{"id": 2, "level": "Actividad 7.1", "programme": "", "goal": "25", "value": null, "light": "none", "accumulated": "0", "evidence_count": 0, "missing": ["value"], "name": "Porcentaje de Actividad 7.1"}]}',0,'sent',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,'2025-09-25T18:00:00.000000+00:00',705,NULL);
INSERT INTO "outbox" VALUES(6,1001,NULL,'question',NULL,'{"step": "value", "token": "4", "level": "Actividad 7.1", "name": "Porcentaje de Actividad 7.1", "programme": "", "unit_code": "402", "period": {"year": 2025, "quarter": 3}, "goal": "25", "annual_goal": "100", "accumulated_before": "0", "previous": null, "light": "none", "percent": null, "indicator_id": 2}',0,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(7,1004,NULL,'form_question',NULL,'{"kind": "prorroga", "asked": "days", "token": "1", "unit_code": "504", "subject": {"period": "3T2025"}, "answers": {"unit": "504"}, "options": [{"value": "2", "label": "2025-10-02"}, {"value": "3", "label": "2025-10-03"}, {"value": "5", "label": "2025-10-07"}]}',0,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(8,1004,NULL,'form_question',NULL,'{"kind": "prorroga", "asked": "reason", "token": "2", "unit_code": "504", "subject": {"period": "3T2025"}, "answers": {"unit": "504", "days": "5"}}',0,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(9,1004,NULL,'answered','answered:7','{"outbox_id": 7, "said": "5"}',0,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(10,1003,NULL,'form_question',NULL,'{"kind": "closing", "asked": "confirm", "token": "1", "subject": {"period": "2T2025", "units": "2", "missing": "402:2:2,504:1:1", "given": "", "due_on": ""}, "options": [{"value": "yes", "label": "2T2025"}]}',0,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(11,1002,NULL,'unit_status',NULL,'{"code": "402", "name": "Secretaría Particular", "period": {"year": 2025, "quarter": 3}, "due": {"on": "2025-09-30", "workdays_left": 3, "received_until": "2025-10-07", "ends_at": "2025-10-01T05:59:59Z"}, "reported": 1, "asked": 2, "programmes": [{"code": "08", "name": "Gobierno innovador", "lines": [{"id": 1, "level": "Componente 7", "programme": "", "goal": "25", "value": "25", "light": "green", "accumulated": "25", "evidence_count": 1, "missing": [], "name": "Porcentaje de Componente 7"}, {"id": 2, "level": "Actividad 7.1", "programme": "", "goal": "25", "value": null, "light": "none", "accumulated": "0", "evidence_count": 0, "missing": ["value"], "name": "Porcentaje de Actividad 7.1"}]}], "before": {"period": {"year": 2025, "quarter": 2}, "reported": 0, "asked": 2, "accumulated": "0"}, "accumulated": "12.5"}',0,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(12,1002,NULL,'entrega_card',NULL,'{"code": "402", "name": "Secretaría Particular", "period": {"year": 2025, "quarter": 3}, "due": {"on": "2025-09-30", "workdays_left": 3, "received_until": "2025-10-07", "ends_at": "2025-10-01T05:59:59Z"}, "standing": {}, "version": 0, "reported": 1, "asked": 2, "lines": [{"id": 1, "level": "Componente 7", "programme": "", "goal": "25", "value": "25", "light": "green", "accumulated": "25", "evidence_count": 1, "missing": [], "name": "Porcentaje de Componente 7"}, {"id": 2, "level": "Actividad 7.1", "programme": "", "goal": "25", "value": null, "light": "none", "accumulated": "0", "evidence_count": 0, "missing": ["value"], "name": "Porcentaje de Actividad 7.1"}]}',0,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(13,1001,1,'reminder','reminder:x:1','{"person_id": 1, "period": {"year": 2025, "quarter": 3}, "rung": -3, "due_on": "2025-09-30", "unit_codes": ["402"]}',1,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(14,1003,3,'summary','summary:2025-09-25:3','{"day": "2025-09-25", "period": {"year": 2025, "quarter": 3}}',1,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(15,1003,3,'gaps_picture','summary:2025-09-25:3:picture','{"period": {"year": 2025, "quarter": 3}}',1,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(16,1003,3,'gaps_book','summary:2025-09-25:3:excel','{"period": {"year": 2025, "quarter": 3}}',1,'pending',0,0,0,'2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE pace (
	"key" TEXT NOT NULL, 
	tat TEXT, 
	CONSTRAINT pk_pace PRIMARY KEY ("key")
)
 STRICT

;
CREATE TABLE paper_order (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	chat_id INTEGER NOT NULL, 
	"order" TEXT NOT NULL, 
	state TEXT NOT NULL, 
	total INTEGER NOT NULL, 
	made INTEGER NOT NULL, 
	attempts INTEGER NOT NULL, 
	asked_at TEXT NOT NULL, 
	ended_at TEXT, 
	claimed_until TEXT, 
	claim_token TEXT, 
	outbox_id INTEGER, 
	error TEXT, 
	CONSTRAINT pk_paper_order PRIMARY KEY (id), 
	CONSTRAINT ck_paper_order_state CHECK (state IN ('waiting', 'working', 'done', 'failed', 'cancelled')), 
	CONSTRAINT fk_paper_order_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE pending_template (
	person_id INTEGER NOT NULL, 
	unit_code TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	token TEXT NOT NULL, 
	data TEXT NOT NULL, 
	taken_at TEXT NOT NULL, 
	CONSTRAINT pk_pending_template PRIMARY KEY (person_id), 
	CONSTRAINT ck_pending_template_quarter CHECK (quarter BETWEEN 1 AND 4), 
	CONSTRAINT fk_pending_template_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE period_dates (
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	unit_code TEXT NOT NULL, 
	opens_on TEXT, 
	due_on TEXT, 
	received_until TEXT, 
	closes_on TEXT, 
	source TEXT NOT NULL, 
	CONSTRAINT pk_period_dates PRIMARY KEY (year, quarter, unit_code), 
	CONSTRAINT ck_period_dates_quarter CHECK (quarter BETWEEN 1 AND 4)
)
 STRICT

;
CREATE TABLE person (
	id INTEGER NOT NULL, 
	telegram_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	joined_at TEXT NOT NULL, 
	revoked_at TEXT, 
	unreachable_since TEXT, 
	unreachable_reason TEXT, hours_from INTEGER, hours_to INTEGER, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT uq_person_telegram_id UNIQUE (telegram_id)
)
 STRICT

;
INSERT INTO "person" VALUES(1,1001,'Persona 1001','2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "person" VALUES(2,1002,'Persona 1002','2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "person" VALUES(3,1003,'Persona 1003','2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "person" VALUES(4,1004,'Persona 1004','2025-09-25T18:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE person_role (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	unit_code TEXT NOT NULL, is_suplente INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_person_role PRIMARY KEY (id), 
	CONSTRAINT ck_person_role_role CHECK (role IN ('enlace', 'titular', 'implan', 'consulta')), 
	CONSTRAINT fk_person_role_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_person_role_person_id_role_unit_code UNIQUE (person_id, role, unit_code)
)
 STRICT

;
INSERT INTO "person_role" VALUES(1,1,'enlace','402',0);
INSERT INTO "person_role" VALUES(2,2,'titular','402',0);
INSERT INTO "person_role" VALUES(3,3,'implan','',0);
INSERT INTO "person_role" VALUES(4,4,'enlace','504',0);
CREATE TABLE programme (
	id INTEGER NOT NULL, 
	unit_code TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	code_key TEXT NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	raw TEXT NOT NULL, 
	source TEXT NOT NULL, 
	ejes TEXT NOT NULL, 
	objetivos TEXT NOT NULL, 
	flags TEXT NOT NULL, 
	CONSTRAINT pk_programme PRIMARY KEY (id), 
	CONSTRAINT fk_programme_unit_code_unit FOREIGN KEY(unit_code) REFERENCES unit (code), 
	CONSTRAINT uq_programme_unit_code_year_code_key UNIQUE (unit_code, year, code_key)
)
 STRICT

;
INSERT INTO "programme" VALUES(1,'402',2025,'8','08','Gobierno innovador','08.- Gobierno innovador','informe','[]','[]','[]');
INSERT INTO "programme" VALUES(2,'504',2025,'4','4','Gobierno innovador','4.- Gobierno innovador','informe','[]','[]','[]');
CREATE TABLE programme_rules (
	programme_id INTEGER NOT NULL, 
	yellow_from TEXT, 
	green_from TEXT, 
	green_until TEXT, 
	asks_months INTEGER NOT NULL, 
	asks_narrative INTEGER NOT NULL, 
	CONSTRAINT pk_programme_rules PRIMARY KEY (programme_id), 
	CONSTRAINT fk_programme_rules_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE prorroga (
	id INTEGER NOT NULL, 
	unit_code TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	days INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	oficio TEXT, 
	state TEXT NOT NULL, 
	asked_at TEXT NOT NULL, 
	asked_by INTEGER NOT NULL, 
	until_on TEXT, 
	decided_at TEXT, 
	decided_by INTEGER, 
	decision TEXT, 
	CONSTRAINT pk_prorroga PRIMARY KEY (id), 
	CONSTRAINT ck_prorroga_state CHECK (state IN ('asked', 'granted', 'refused')), 
	CONSTRAINT ck_prorroga_quarter CHECK (quarter BETWEEN 1 AND 4), 
	CONSTRAINT fk_prorroga_unit_code_unit FOREIGN KEY(unit_code) REFERENCES unit (code)
)
 STRICT

;
CREATE TABLE reassignment (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	unit_code TEXT NOT NULL, 
	indicator_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	state TEXT NOT NULL, 
	asked_at TEXT NOT NULL, 
	decided_at TEXT, 
	decided_by TEXT, 
	CONSTRAINT pk_reassignment PRIMARY KEY (id), 
	CONSTRAINT ck_reassignment_state CHECK (state IN ('open', 'kept', 'released')), 
	CONSTRAINT ck_reassignment_quarter CHECK (quarter BETWEEN 1 AND 4), 
	CONSTRAINT fk_reassignment_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reassignment_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reassignment_unit_code_unit FOREIGN KEY(unit_code) REFERENCES unit (code)
)
 STRICT

;
CREATE TABLE reopening (
	id INTEGER NOT NULL, 
	unit_code TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	opened_at TEXT NOT NULL, 
	opened_by TEXT NOT NULL, 
	expires_at TEXT NOT NULL, 
	ended_at TEXT, 
	CONSTRAINT pk_reopening PRIMARY KEY (id), 
	CONSTRAINT ck_reopening_quarter CHECK (quarter BETWEEN 1 AND 4), 
	CONSTRAINT fk_reopening_unit_code_unit FOREIGN KEY(unit_code) REFERENCES unit (code)
)
 STRICT

;
CREATE TABLE rung_given (
	person_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	unit_code TEXT NOT NULL, 
	programme TEXT NOT NULL, 
	month INTEGER NOT NULL, 
	recipient TEXT NOT NULL, 
	due_on TEXT NOT NULL, 
	rung INTEGER NOT NULL, 
	given_on TEXT NOT NULL, 
	outbox_id INTEGER NOT NULL, 
	CONSTRAINT pk_rung_given PRIMARY KEY (person_id, year, quarter, unit_code, programme, month, recipient, due_on, rung), 
	CONSTRAINT ck_rung_given_recipient CHECK (recipient IN ('enlace', 'suplente', 'titular')), 
	CONSTRAINT ck_rung_given_quarter CHECK (quarter BETWEEN 1 AND 4)
)
 STRICT

;
CREATE TABLE sent_file (
	sha256 TEXT NOT NULL, 
	file_id TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	sent_at TEXT NOT NULL, 
	CONSTRAINT pk_sent_file PRIMARY KEY (sha256)
)
 STRICT

;
CREATE TABLE snooze (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	asked_at TEXT NOT NULL, 
	until_at TEXT NOT NULL, 
	reminded_at TEXT, 
	CONSTRAINT pk_snooze PRIMARY KEY (id), 
	CONSTRAINT ck_snooze_quarter CHECK (quarter BETWEEN 1 AND 4), 
	CONSTRAINT fk_snooze_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE summary_snapshot (
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	at TEXT NOT NULL, 
	units TEXT NOT NULL, 
	CONSTRAINT pk_summary_snapshot PRIMARY KEY (id), 
	CONSTRAINT ck_summary_snapshot_quarter CHECK (quarter BETWEEN 1 AND 4)
)
 STRICT

;
INSERT INTO "summary_snapshot" VALUES(1,2025,3,'2025-09-25','2025-09-25T18:00:00.000000+00:00','{"402": {"gaps": 1, "asked": 2, "values": {"1": "25"}}, "504": {"gaps": 1, "asked": 1}}');
CREATE TABLE unit (
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_unit PRIMARY KEY (code)
)
 STRICT

;
INSERT INTO "unit" VALUES('402','Secretaría Particular');
INSERT INTO "unit" VALUES('504','Instituto Municipal de Planeación');
CREATE TABLE variable (
	indicator_id INTEGER NOT NULL, 
	counted TEXT NOT NULL, 
	denominator TEXT NOT NULL, 
	denominator_text TEXT NOT NULL, 
	expression TEXT NOT NULL, 
	CONSTRAINT pk_variable PRIMARY KEY (indicator_id), 
	CONSTRAINT fk_variable_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE
)
 STRICT

;
CREATE INDEX ix_audit_subject ON audit (subject);
CREATE INDEX ix_inbox_chat ON inbox (chat_id, seq) WHERE state = 'new';
CREATE INDEX ix_inbox_turn ON inbox (seq) WHERE state = 'new';
CREATE INDEX ix_outbox_chat ON outbox (chat_id, priority, id) WHERE state IN ('pending', 'claimed', 'sending');
CREATE INDEX ix_outbox_message ON outbox (chat_id, message_id);
CREATE INDEX ix_outbox_person_id ON outbox (person_id);
CREATE INDEX ix_outbox_turn ON outbox (priority, id) WHERE state IN ('pending', 'claimed', 'sending');
CREATE INDEX ix_evidence_avance_id ON evidence (avance_id);
CREATE INDEX ix_prorroga_unit ON prorroga (unit_code, year, quarter);
CREATE INDEX ix_reopening_unit ON reopening (unit_code, year, quarter);
CREATE INDEX ix_acuse_entrega_id ON acuse (entrega_id);
CREATE INDEX ix_entrega_move_entrega_id ON entrega_move (entrega_id);
CREATE INDEX ix_correction_indicator_id ON correction (indicator_id);
CREATE INDEX ix_goal_version_indicator_id ON goal_version (indicator_id);
CREATE INDEX ix_observation_entrega_id ON observation (entrega_id);
CREATE INDEX ix_evidence_file_sha256 ON evidence (file_sha256);
CREATE TRIGGER audit_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE INDEX ix_rung_given_given_on ON rung_given (given_on);
CREATE INDEX ix_rung_given_period ON rung_given (year, quarter, unit_code);
CREATE INDEX ix_summary_snapshot_period ON summary_snapshot (year, quarter, at);
CREATE INDEX ix_attention_at ON attention (at);
CREATE INDEX ix_paper_order_person_id ON paper_order (person_id);
CREATE INDEX ix_paper_order_turn ON paper_order (id) WHERE state IN ('waiting', 'working');
CREATE INDEX ix_snooze_person_id ON snooze (person_id);
CREATE INDEX ix_reassignment_unit_code ON reassignment (unit_code, year, quarter);
CREATE INDEX ix_audit_actor ON audit (actor, at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',16);
INSERT INTO "sqlite_sequence" VALUES('audit',1);
COMMIT;
