// Reviewing: spans set by selecting text, and the keys a (accept), r (reject), f (fix). Everything here works without it, too.

const codePoints = (text) => [...text].length

// The elements that stand for characters of the article: each begins at data-start, and a hidden character counts as one.
function offsetOf(passage, node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]")
  if (!piece || !passage.contains(piece)) return null
  const before = document.createRange()
  before.setStart(piece, 0)
  before.setEnd(node, offset)
  const copy = before.cloneContents()
  for (const hidden of copy.querySelectorAll(".hidden-character")) hidden.replaceWith("\u25a1")
  return Number(piece.dataset.start) + codePoints(copy.textContent)
}

function boundary(passage, range, end) {
  const [node, offset] = end ? [range.endContainer, range.endOffset] : [range.startContainer, range.startOffset]
  const found = offsetOf(passage, node, offset)
  if (found !== null) return found
  // Between pieces: the edge of the first or last piece that the selection touches.
  const touched = [...passage.querySelectorAll("[data-start]")].filter((piece) => range.intersectsNode(piece))
  const piece = end ? touched.at(-1) : touched[0]
  if (!piece) return null
  return end ? offsetOf(passage, piece, piece.childNodes.length) : Number(piece.dataset.start)
}

function selected(passage) {
  const selection = getSelection()
  if (!selection.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const start = boundary(passage, range, false)
  const end = boundary(passage, range, true)
  const words = selection.toString()
  if (start === null || end === null || start >= end) return null
  const points = [...words]
  const leading = points.length - [...words.trimStart()].length
  const trailing = points.length - [...words.trimEnd()].length
  return start + leading < end - trailing ? placed(passage, start + leading, end - trailing) : null
}

// As a person would type it: the place, and its words where none of them is hidden.
function placed(passage, start, end) {
  const words = []
  for (const piece of passage.querySelectorAll("[data-start]")) {
    const copy = piece.cloneNode(true)
    for (const hidden of copy.querySelectorAll(".hidden-character")) hidden.replaceWith("\u25a1")
    const points = [...copy.textContent]
    const from = Number(piece.dataset.start)
    if (from >= end || from + points.length <= start) continue
    if (words.length && words.at(-1).end < from) words.push({ text: " " })
    words.push({ text: points.slice(Math.max(0, start - from), end - from).join(""), end: from + points.length })
  }
  const line = words.map((part) => part.text).join("").replace(/\s+/g, " ").trim()
  return line.includes("\u25a1") ? `[${start}-${end}]` : `[${start}-${end}] ${line}`
}

const passage = document.querySelector("[data-passage]")
if (passage) {
  let place = null // the last selection in the passage: a click elsewhere may have ended it
  const look = () => {
    place = selected(passage) || place
  }
  document.addEventListener("selectionchange", look)
  for (const element of document.querySelectorAll("[data-selecting]")) element.hidden = false
  for (const element of document.querySelectorAll("[data-typing]")) element.hidden = true
  for (const button of document.querySelectorAll("[data-set], [data-add]")) {
    button.addEventListener("click", () => {
      look() // what has just been selected is not told yet
      if (!place) return
      const field = document.getElementById(button.dataset.set ?? button.dataset.add)
      field.value = button.dataset.set ? place : [field.value.trim(), place].filter(Boolean).join("\n")
      field.rows = field.value.split("\n").length
      const told = field.form.querySelector("[data-told]")
      if (told) told.textContent = `${field.labels[0].textContent}: ${place}` // and the text keeps the keys
      else field.focus()
    })
  }
}

// The form for what was missed stands below the text, and stays in sight while words of the text are selected.
const missed = document.getElementById("missed")
if (missed) {
  const dock = () => document.body.classList.toggle("docked", missed.open)
  const show = (open) => {
    missed.open = open
    dock()
    if (!open) missed.querySelector("summary").focus()
  }
  missed.addEventListener("toggle", dock)
  dock()
  document.querySelector('[data-opens="missed"]')?.addEventListener("click", (event) => {
    event.preventDefault()
    show(true)
  })
  missed.querySelector('[data-closes="missed"]').addEventListener("click", () => show(false))
  document.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: "backward", ArrowRight: "forward" }[event.key]
    if (!way || !missed.open || event.ctrlKey || event.metaKey || typing(event.target)) return
    event.preventDefault()
    selectByKey(way, event.shiftKey, event.altKey)
  })
}

// Most browsers have no caret outside fields. So the arrows go from word to word of the passage, which is selected, with Shift they
// select more or less of it, and with Shift and Alt a character more or less.
function selectByKey(way, more, character) {
  const selection = getSelection()
  const within = (node) => node && passage.contains(node) && node.parentElement.closest("[data-start]")
  if (!within(selection.focusNode)) selection.collapse(passage.querySelector("[data-start]").firstChild, 0)
  else if (!more) selection.collapse(selection.focusNode, selection.focusOffset)
  for (let step = 0; step < 200; step += 1) {
    if (more) {
      selection.modify("extend", way, character ? "character" : "word")
    } else {
      selection.modify("move", way, "word")
      if (way === "forward") selection.modify("move", "backward", "word")
      const { focusNode, focusOffset } = selection
      selection.modify("extend", "forward", "word")
      if (way === "backward") selection.setBaseAndExtent(selection.focusNode, selection.focusOffset, focusNode, focusOffset)
    }
    if (within(selection.focusNode) && (more || /[^\s]/.test(selection.toString()))) break
  }
  selection.focusNode?.parentElement?.scrollIntoView({ block: "nearest" })
}

const typing = (target) => target.closest("input, textarea, select, [contenteditable]")

const reviewer = document.querySelector("[data-reviewer]")
let unsigned = null // what was to be reviewed when the name was missing
if (reviewer) {
  reviewer.hidden = false
  reviewer.addEventListener("submit", (event) => {
    event.preventDefault()
    if (!unsigned) return
    const [statement, verdict] = unsigned
    unsigned = null
    statement.focus()
    review(statement, verdict)
  })
}

async function review(statement, verdict) {
  const name = reviewer.elements.by
  if (!name.value.trim()) {
    unsigned = [statement, verdict]
    name.focus()
    return
  }
  const body = new URLSearchParams({ form_token: reviewer.elements.form_token.value, by: name.value, verdict })
  const answer = await fetch(`/statements/${encodeURIComponent(statement.dataset.statement)}/reviews`, {
    method: "POST", body, headers: { Accept: "application/json" },
  })
  const told = await answer.json()
  const words = answer.ok ? `${verdict === "accept" ? "Accepted" : "Rejected"} by ${told.by}` : told.error
  let mark = statement.querySelector(".reviewed-now")
  if (!mark) {
    mark = document.createElement("p")
    statement.append(mark)
  }
  mark.className = answer.ok && verdict === "reject" ? "reviewed-now verdict-reject" : "reviewed-now"
  mark.textContent = words
  reviewer.querySelector("[role=status]").textContent = words
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
  if (reviewer && (event.key === "a" || event.key === "r")) {
    const statement = document.activeElement.closest("[data-statement]") ?? document.querySelector("[data-statement].selected")
    if (statement) {
      event.preventDefault()
      review(statement, event.key === "a" ? "accept" : "reject")
    }
    return
  }
  const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
  if (control?.checkVisibility()) {
    event.preventDefault()
    control.click()
  }
})
